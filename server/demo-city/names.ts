import type { Random } from './random'
import type { StreetKind } from './street'

export interface Name {
  name: string
  nameEn: string
}

/** First syllables of names and their spelling. */
// biome-ignore format: ten words a line
const WORDS: readonly (readonly [zh: string, en: string])[] = [
  ['和平', 'Heping'], ['建设', 'Jianshe'], ['青云', 'Qingyun'], ['望江', 'Wangjiang'], ['临江', 'Linjiang'], ['翠屏', 'Cuiping'], ['文昌', 'Wenchang'], ['长宁', 'Changning'], ['永安', "Yong'an"], ['惠民', 'Huimin'],
  ['丰泽', 'Fengze'], ['兴业', 'Xingye'], ['锦绣', 'Jinxiu'], ['银杏', 'Yinxing'], ['白桦', 'Baihua'], ['丁香', 'Dingxiang'], ['松林', 'Songlin'], ['海棠', 'Haitang'], ['梧桐', 'Wutong'], ['紫薇', 'Ziwei'],
  ['东升', 'Dongsheng'], ['西山', 'Xishan'], ['南湖', 'Nanhu'], ['北苑', 'Beiyuan'], ['安康', 'Ankang'], ['福星', 'Fuxing'], ['同德', 'Tongde'], ['光明', 'Guangming'], ['曙光', 'Shuguang'], ['朝阳', 'Chaoyang'],
  ['明德', 'Mingde'], ['崇文', 'Chongwen'], ['尚武', 'Shangwu'], ['育才', 'Yucai'], ['求实', 'Qiushi'], ['书院', 'Shuyuan'], ['柳荫', 'Liuyin'], ['桃源', 'Taoyuan'], ['荷塘', 'Hetang'], ['芙蓉', 'Furong'],
  ['金桥', 'Jinqiao'], ['银河', 'Yinhe'], ['龙泉', 'Longquan'], ['凤鸣', 'Fengming'], ['鹤鸣', 'Heming'], ['云溪', 'Yunxi'], ['月牙', 'Yueya'], ['星海', 'Xinghai'], ['天河', 'Tianhe'], ['太平', 'Taiping'],
  ['万福', 'Wanfu'], ['百草', 'Baicao'], ['千禧', 'Qianxi'], ['民生', 'Minsheng'], ['工农', 'Gongnong'], ['红旗', 'Hongqi'], ['胜利', 'Shengli'], ['前进', 'Qianjin'], ['幸福', 'Xingfu'], ['团结', 'Tuanjie'],
  ['新华', 'Xinhua'], ['友谊', 'Youyi'], ['春晖', 'Chunhui'], ['秋实', 'Qiushi'], ['瑞雪', 'Ruixue'], ['清风', 'Qingfeng'], ['碧波', 'Bibo'], ['澄湖', 'Chenghu'], ['绿洲', 'Lüzhou'], ['麦田', 'Maitian'],
  ['渔港', 'Yugang'], ['码头', 'Matou'], ['盐仓', 'Yancang'], ['铁匠', 'Tiejiang'], ['锦衣', 'Jinyi'], ['花市', 'Huashi'], ['茶亭', 'Chating'], ['石榴', 'Shiliu'], ['槐荫', 'Huaiyin'], ['鼓楼', 'Gulou'],
]

/** Told apart by the side of town when the words come round again: 和平东路. */
const SIDES: readonly (readonly [zh: string, en: string])[] = [
  ['', ''],
  ['东', ' East'],
  ['西', ' West'],
  ['南', ' South'],
  ['北', ' North'],
]
const ESTATES: readonly (readonly [zh: string, en: string])[] = [
  ['花园', 'Garden'],
  ['小区', 'Estate'],
  ['新村', 'New Village'],
  ['家园', 'Homes'],
  ['苑', 'Court'],
  ['雅居', 'Residence'],
  ['名邸', 'Mansions'],
  ['公馆', 'House'],
]

/** Hands out names, each of its kind only once. */
export class NamePool {
  readonly #streets: (readonly [zh: string, en: string])[]
  readonly #estates: Name[]
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
    this.#streets = SIDES.flatMap(([zh, en]) =>
      random.shuffled(WORDS).map((word) => [word[0] + zh, word[1] + en] as const),
    )
    this.#estates = ESTATES.flatMap(([zh, en]) =>
      random.shuffled(WORDS).map((word) => ({ name: word[0] + zh, nameEn: `${word[1]} ${en}` })),
    )
    this.#estates = random.shuffled(this.#estates)
  }

  /** Streets that run north are 街, others 路; lanes are 巷. */
  street(kind: StreetKind, runsNorth: boolean): Name {
    const word = this.#streets.shift()
    if (!word) return { name: '', nameEn: '' }
    const [suffix, suffixEn] = kind === 'living_street' ? ['巷', 'Lane'] : runsNorth ? ['街', 'Street'] : ['路', 'Road']
    return { name: word[0] + suffix, nameEn: `${word[1]} ${suffixEn}` }
  }

  estate(): Name {
    return this.#estates.shift() ?? { name: '阳光小区', nameEn: 'Sunshine Estate' }
  }

  word(): Name {
    const [name, nameEn] = this.#random.pick(WORDS)
    return { name, nameEn }
  }
}

/** Names of public places, in the order they are asked for. */
export class PublicNames {
  #schools = 0
  readonly #hospitals: Name[] = [
    { name: '清澜市第一人民医院', nameEn: 'Qinglan First People’s Hospital' },
    { name: '清澜市中医院', nameEn: 'Qinglan Hospital of Chinese Medicine' },
    { name: '江南医院', nameEn: 'Jiangnan Hospital' },
  ]
  readonly #squares: Name[] = [
    { name: '人民广场', nameEn: 'People’s Square' },
    { name: '站前广场', nameEn: 'Station Square' },
    { name: '江湾广场', nameEn: 'River Bend Square' },
    { name: '鼓楼广场', nameEn: 'Drum Tower Square' },
  ]
  readonly #parks: Name[] = [
    ['澄湖公园', 'Cheng Lake Park'],
    ['儿童公园', 'Children’s Park'],
    ['东郊公园', 'Dongjiao Park'],
    ['南湖公园', 'Nanhu Park'],
    ['清溪公园', 'Qingxi Park'],
    ['北苑公园', 'Beiyuan Park'],
    ['荷塘公园', 'Lotus Pond Park'],
    ['文化公园', 'Culture Park'],
    ['青年公园', 'Youth Park'],
    ['松林公园', 'Pine Park'],
    ['湿地公园', 'Wetland Park'],
    ['植物园', 'Botanical Garden'],
  ].map(([name, nameEn]) => ({ name, nameEn }))

  /** Primary and middle schools in turn, numbered. */
  school(): Name {
    const number = this.#schools++
    const nth = Math.floor(number / 2) + 1
    const numeral = chineseNumeral(nth)
    return number % 2 === 0
      ? { name: `清澜市第${numeral}小学`, nameEn: `Qinglan No. ${nth} Primary School` }
      : { name: `清澜市第${numeral}中学`, nameEn: `Qinglan No. ${nth} Middle School` }
  }

  hospital = (): Name => this.#hospitals.shift() ?? { name: '社区医院', nameEn: 'Community Hospital' }
  square = (): Name => this.#squares.shift() ?? { name: '广场', nameEn: 'Square' }
  park = (): Name => this.#parks.shift() ?? { name: '街心公园', nameEn: 'Pocket Park' }
}

/** Whole numbers from 1 to 99. */
export function chineseNumeral(n: number): string {
  const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']
  if (n < 10) return digits[n]
  return `${n < 20 ? '' : digits[Math.floor(n / 10)]}十${digits[n % 10]}`
}
