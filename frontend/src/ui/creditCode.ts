const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** The 18th character that GB 32100-2015 asks for after the first 17: weights are powers of 3 modulo 31. */
export function checkCharacter(first17: string): string | undefined {
  let sum = 0
  let weight = 1
  for (const character of first17) {
    const value = alphabet.indexOf(character)
    if (value < 0) return undefined
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return alphabet[(31 - (sum % 31)) % 31]
}

/** A unified social credit code with its check character. */
export function isCreditCode(code: string): boolean {
  return code.length === 18 && checkCharacter(code.slice(0, 17)) === code[17]
}
