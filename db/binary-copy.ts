/** Rows in PostgreSQL's binary COPY format: https://www.postgresql.org/docs/15/sql-copy.html#id-1.9.3.55.9.4 */

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const END = Buffer.from([0xff, 0xff])
/** PostgreSQL counts microseconds from here; UTC epoch milliseconds. */
const EPOCH_2000 = 946_684_800_000
const INT2_TYPE = 21
const TEXT_TYPE = 25
const FIRST_BYTES = 1 << 20

/** Fields are written in the order of the table's columns, each with its own method; `null` writes a null. */
export class BinaryCopy {
  #bytes: Buffer<ArrayBuffer> = Buffer.allocUnsafe(FIRST_BYTES)
  #at = 0

  constructor() {
    SIGNATURE.copy(this.#bytes)
    this.#at = SIGNATURE.length
  }

  row(fields: number): void {
    this.#reserve(2)
    this.#at = this.#bytes.writeInt16BE(fields, this.#at)
  }

  text(value: string | null): void {
    if (value === null) {
      this.#null()
      return
    }
    this.#reserve(4 + value.length * 3)
    const length = this.#bytes.write(value, this.#at + 4)
    this.#bytes.writeInt32BE(length, this.#at)
    this.#at += 4 + length
  }

  int2(value: number | null): void {
    if (value === null) {
      this.#null()
      return
    }
    this.#size(2)
    this.#at = this.#bytes.writeInt16BE(value, this.#at)
  }

  int4(value: number | null): void {
    if (value === null) {
      this.#null()
      return
    }
    this.#size(4)
    this.#at = this.#bytes.writeInt32BE(value, this.#at)
  }

  float4(value: number | null): void {
    if (value === null) {
      this.#null()
      return
    }
    this.#size(4)
    this.#at = this.#bytes.writeFloatBE(value, this.#at)
  }

  /** UTC epoch milliseconds, whole. */
  instant(at: number): void {
    this.#size(8)
    const micros = (at - EPOCH_2000) * 1_000
    const high = Math.floor(micros / 0x1_0000_0000)
    this.#bytes.writeInt32BE(high, this.#at)
    this.#at = this.#bytes.writeUInt32BE(micros - high * 0x1_0000_0000, this.#at + 4)
  }

  int2s(values: readonly number[] | null): void {
    if (values === null) {
      this.#null()
      return
    }
    this.#array(INT2_TYPE, values, 6, (value) => this.int2(value))
  }

  texts(values: readonly string[] | null): void {
    if (values === null) {
      this.#null()
      return
    }
    this.#array(TEXT_TYPE, values, 0, (value) => this.text(value))
  }

  end(): Buffer {
    this.#reserve(2)
    END.copy(this.#bytes, this.#at)
    return this.#bytes.subarray(0, this.#at + 2)
  }

  #array<T>(type: number, values: readonly T[], each: number, write: (value: T) => void): void {
    this.#reserve(24 + values.length * each)
    const start = this.#at
    this.#at += 4
    for (const part of values.length === 0 ? [0, 0, type] : [1, 0, type, values.length, 1])
      this.#at = this.#bytes.writeInt32BE(part, this.#at)
    for (const value of values) write(value)
    this.#bytes.writeInt32BE(this.#at - start - 4, start)
  }

  #null(): void {
    this.#reserve(4)
    this.#at = this.#bytes.writeInt32BE(-1, this.#at)
  }

  #size(bytes: number): void {
    this.#reserve(4 + bytes)
    this.#at = this.#bytes.writeInt32BE(bytes, this.#at)
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + bytes))
    this.#bytes.copy(larger, 0, 0, this.#at)
    this.#bytes = larger
  }
}
