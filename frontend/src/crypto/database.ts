/**
 * One IndexedDB database of this origin with its stores, made when it is first opened.
 *
 * @returns a call that asks one store and ends when the transaction has been written, not when it was asked for
 */
export function database(name: string, stores: readonly string[]) {
  const opened = () =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 1)
      request.onupgradeneeded = () => stores.forEach((store) => request.result.createObjectStore(store))
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('IndexedDB'))
      request.onblocked = () => reject(new Error('IndexedDB is blocked by another page'))
    })
  return async <T>(store: string, mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const connection = await opened()
    try {
      return await new Promise<T>((resolve, reject) => {
        const transaction = connection.transaction(store, mode, { durability: 'strict' })
        const request = ask(transaction.objectStore(store))
        transaction.oncomplete = () => resolve(request.result)
        transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'))
      })
    } finally {
      connection.close()
    }
  }
}

/** Without it the browser may clear what it keeps when space is short; it may refuse, and then the key file remains. */
export async function keepForGood(): Promise<void> {
  await navigator.storage?.persist?.().catch(() => false)
}
