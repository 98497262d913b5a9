import type { CameraKind, MountKind, Ownership, PointClass } from '../domain/camera'

/** Words that camera lists use, in English and Chinese. Keys are lower case. */
// biome-ignore-start format: tables read better in few lines
export const KIND_WORDS: Record<string, CameraKind> = {
  fixed: 'fixed',
  bullet: 'fixed',
  box: 'fixed',
  枪机: 'fixed',
  固定: 'fixed',
  固定枪机: 'fixed',
  卡口: 'fixed',
  电警: 'fixed',
  dome: 'dome',
  半球: 'dome',
  海螺: 'dome',
  ptz: 'ptz',
  panning: 'ptz',
  speed_dome: 'ptz',
  球机: 'ptz',
  云台: 'ptz',
  遥控枪机: 'ptz',
  panoramic: 'panoramic',
  panorama: 'panoramic',
  fisheye: 'panoramic',
  全景: 'panoramic',
  鱼眼: 'panoramic',
}
export const MOUNT_WORDS: Record<string, MountKind> = {
  pole: 'pole',
  立杆: 'pole',
  杆装: 'pole',
  借杆: 'pole',
  wall: 'wall',
  壁装: 'wall',
  墙装: 'wall',
  roof: 'roof',
  楼顶: 'roof',
  屋顶: 'roof',
  ceiling: 'ceiling',
  吸顶: 'ceiling',
  吊装: 'ceiling',
  gantry: 'gantry',
  龙门架: 'gantry',
  门架: 'gantry',
  横臂: 'gantry',
  unknown: 'unknown',
  未知: 'unknown',
}
export const OWNERSHIP_WORDS: Record<string, Ownership> = {
  public: 'public',
  government: 'public',
  police: 'public',
  公共: 'public',
  政府: 'public',
  公安: 'public',
  自建: 'public',
  enterprise: 'enterprise',
  private: 'enterprise',
  company: 'enterprise',
  企业: 'enterprise',
  社会: 'enterprise',
  单位: 'enterprise',
  resident: 'resident',
  居民: 'resident',
  个人: 'resident',
  小区: 'resident',
  unknown: 'unknown',
  未知: 'unknown',
}
export const POINT_CLASS_WORDS: Record<string, PointClass> = {
  1: 1,
  2: 2,
  3: 3,
  9: 9,
  一类: 1,
  二类: 2,
  三类: 3,
  一类点: 1,
  二类点: 2,
  三类点: 3,
  其他: 9,
}
export const BOOLEAN_WORDS: Record<string, boolean> = {
  1: true,
  true: true,
  yes: true,
  y: true,
  是: true,
  有: true,
  0: false,
  false: false,
  no: false,
  n: false,
  否: false,
  无: false,
}
const CHINESE_BEARINGS: Record<string, string> = {
  北: 'N',
  东北: 'NE',
  东: 'E',
  东南: 'SE',
  南: 'S',
  西南: 'SW',
  西: 'W',
  西北: 'NW',
}
// biome-ignore-end format: tables read better in few lines

/** `东南`, `东南向` and `朝东南` as the compass point they name; anything else as it came. */
export function compassWord(text: string): string {
  const point = text.replace(/^[朝向]|[向面]$/g, '')
  return Object.hasOwn(CHINESE_BEARINGS, point) ? CHINESE_BEARINGS[point] : text
}
