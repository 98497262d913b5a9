import { describe, expect, it } from 'vitest'
import { videoTrackOf } from './session-description'

const BASE = 'rtsp://10.0.0.9/live'
const describeTracks = (...tracks: string[]) => ['v=0', 's=x', 't=0 0', ...tracks, ''].join('\r\n')
const AUDIO = 'm=audio 0 RTP/AVP 0\r\na=control:audio'
const H265 = 'm=video 0 RTP/AVP 98\r\na=rtpmap:98 H265/90000\r\na=control:main'
const H264 =
  'm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z0LAHg==,aM48gA==;x=1\r\na=control:sub'

describe('the video of a session description', () => {
  it('is the first track that can be played, with its address and its parameter sets', () => {
    expect(videoTrackOf(describeTracks(AUDIO, H265, H264), BASE)).toEqual({
      codec: 'h264',
      payloadType: 96,
      control: `${BASE}/sub`,
      parameterSets: [Buffer.from('6742c01e', 'hex'), Buffer.from('68ce3c80', 'hex')],
    })
  })

  it.each([
    ['h265', describeTracks(H265)],
    ['vp8', describeTracks('m=video 0 RTP/AVP 97\na=rtpmap:97 VP8/90000')],
    ['other', describeTracks('m=video 0 RTP/AVP 26')],
    [undefined, describeTracks(AUDIO)],
    [undefined, ''],
    [undefined, 'm=video'],
  ])('says %s', (codec, sdp) => expect(videoTrackOf(sdp, BASE)?.codec).toBe(codec))

  it.each([
    ['a whole address', 'rtsp://10.0.0.9:554/x/track1', BASE, 'rtsp://10.0.0.9:554/x/track1'],
    ['a name', 'track1', BASE, `${BASE}/track1`],
    ['a name after a slash', 'track1', `${BASE}/`, `${BASE}/track1`],
    ['a star', '*', BASE, BASE],
  ])('is set up at %s', (_what, control, base, address) => {
    expect(videoTrackOf(describeTracks(`m=video 0 RTP/AVP 96\r\na=control:${control}`), base)?.control).toBe(address)
  })
})
