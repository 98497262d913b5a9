'use client'
import './globals.css'
import { CardPage } from './_ui/card-page'
import { themeOfBrowser } from './_ui/preferences'

/** Stands in for the whole document when not even its frame could be made: without messages, so in both languages. */
export default function WholePageError({ error }: { error: { digest?: string } }) {
  return (
    <html lang="en" data-theme={themeOfBrowser()} suppressHydrationWarning>
      <head>
        <title>Sightline</title>
      </head>
      <body>
        <CardPage>
          <h1 className="font-semibold text-xl">Something went wrong · 出错了</h1>
          <p className="text-ink-2">The page could not be shown. Nothing that you saved is lost.</p>
          <p className="text-ink-2" lang="zh-CN">
            页面无法显示。已保存的内容没有丢失。
          </p>
          {error.digest && <p className="text-ink-3 text-xs">No. · 编号 {error.digest}</p>}
          <a href="/" className="button primary">
            To the map · 返回地图
          </a>
        </CardPage>
      </body>
    </html>
  )
}
