/** Bits from the highest to the lowest. Past the end they are zeros, and `isWithin` turns false. */
export class BitReader {
  private at = 0

  constructor(private readonly bytes: Uint8Array) {}

  get isWithin(): boolean {
    return this.at <= this.bytes.length * 8
  }

  /** `count` bits, 1 to 24, as a whole number. */
  fixed(count: number): number {
    let value = 0
    for (let i = 0; i < count; i++, this.at++)
      value = value * 2 + (((this.bytes[this.at >> 3] ?? 0) >> (7 - (this.at & 7))) & 1)
    return value
  }

  /** An Exp-Golomb number. ITU-T H.264 §9.1. */
  exponential(): number {
    let zeros = 0
    while (zeros < 24 && this.isWithin && this.fixed(1) === 0) zeros++
    return zeros === 0 ? 0 : 2 ** zeros - 1 + this.fixed(zeros)
  }

  signedExponential(): number {
    const value = this.exponential()
    return value % 2 === 1 ? (value + 1) / 2 : -value / 2
  }
}
