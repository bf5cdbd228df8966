import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { base64, hash, utf8 } from './bytes'

/** Signs checkpoints for tests, as a log (type 1) or a witness (type 4) does. */
export function signer(name: string, type: number) {
  const secret = ed25519.utils.randomSecretKey()
  const typed = concatBytes(Uint8Array.of(type), ed25519.getPublicKey(secret))
  const id = hash(utf8(`${name}\n`), typed).subarray(0, 4)
  return {
    vkey: `${name}+${bytesToHex(id)}+${base64(typed)}`,
    line(text: string, time = 0): string {
      const clock = new Uint8Array(8)
      new DataView(clock.buffer).setBigUint64(0, BigInt(time))
      const payload =
        type === 1
          ? ed25519.sign(utf8(text), secret)
          : concatBytes(clock, ed25519.sign(utf8(`cosignature/v1\ntime ${time}\n${text}`), secret))
      return `— ${name} ${base64(concatBytes(id, payload))}\n`
    },
  }
}
