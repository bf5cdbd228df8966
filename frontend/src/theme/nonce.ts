/**
 * The content security policy takes only styles that carry the nonce of this page. Components that lock the scrolling or
 * measure a scroll bar make style elements without one; here each gets it as it is made.
 */
export function stampStyles(nonce: string): void {
  const create = document.createElement.bind(document)
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = create(name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }
}
