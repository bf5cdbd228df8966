import { Button } from 'antd'
import { useState } from 'react'
import { ConfirmAct } from '../../../ui/ConfirmAct'
import { formatBytes } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { Panel } from '../../../ui/Panel'
import type { EnvelopeKind } from '../envelope/format'
import { checkInWorker, RunFailed } from '../envelope/inWorker'
import { parseHeader } from '../envelope/header'
import { sealedFile } from '../envelope/sealedFiles'
import type { KeptKey, SealedRecord } from '../envelope/store'
import { utf8 } from '../../audit/verify/bytes'
import { discardSealed } from '../upload'
import { RestoreKey } from './KeyStep'
import { useSealedAgain, type Owner } from './queries'
import { useDesk } from './strings'

interface Props {
  owner: Owner
  tender: string
  records: SealedRecord[]
  keys: KeptKey[]
}

type Found = { state: 'running'; kind: EnvelopeKind } | { state: 'good' } | { state: 'gone' } | { state: 'bad'; kind: EnvelopeKind; reason: string }

/** A rehearsal of the decryption, before it counts: the sealed copies are opened whole on this computer. */
export function TryOpening({ tender, owner, records, keys }: Props) {
  const t = useDesk()
  const [found, setFound] = useState<Found>()
  const [clearing, setClearing] = useState(false)
  const again = useSealedAgain(owner)
  const clear = async () => {
    await Promise.all(records.map(discardSealed))
    await again()
    setClearing(false)
  }
  const needed = records.map((record) => parseHeader(utf8(record.header)).bidder.key)
  const lost = needed.some((key) => !keys.some((kept) => kept.key.key === key))
  const check = async () => {
    for (const [at, { kind, path }] of records.entries()) {
      setFound({ state: 'running', kind })
      if ((await sealedFile(path)) === undefined) return setFound({ state: 'gone' })
      try {
        await checkInWorker(path, keys.find((kept) => kept.key.key === needed[at])!.key.pair)
      } catch (error) {
        return setFound({ state: 'bad', kind, reason: error instanceof RunFailed ? error.reason : String(error) })
      }
    }
    setFound({ state: 'good' })
  }
  return (
    <Panel title={t('receipt.check')}>
      <div className="stack tight">
        <p>{t(records.length === 0 ? 'receipt.noCopy' : 'receipt.checkLead')}</p>
        {records.length > 0 && lost && <RestoreKey tender={tender} creditCode={owner.creditCode} />}
        {records.length > 0 && !lost && (
          <div className="actions">
            <Button loading={found?.state === 'running'} icon={<Icon name="shield" small />} onClick={() => void check()}>
              {t('receipt.check')}
            </Button>
            <Button type="text" onClick={() => setClearing(true)}>
              {t('discard.act', { size: formatBytes(records.reduce((sum, { size }) => sum + size, 0)) })}
            </Button>
          </div>
        )}
        <div role="status">
          {found?.state === 'running' && <p className="muted">{t('receipt.checking', { kind: t(`kind.${found.kind}`) })}</p>}
          {found?.state === 'good' && (
            <p className="agree b">
              <Icon name="check" small /> {t('receipt.checked')}
            </p>
          )}
          {found?.state === 'gone' && <p className="warm">{t('receipt.noCopy')}</p>}
          {found?.state === 'bad' && <p className="differ">{t('receipt.checkFailed', { kind: t(`kind.${found.kind}`), reason: found.reason })}</p>}
        </div>
      </div>
      {clearing && (
        <ConfirmAct
          open
          title={t('discard.title')}
          happens={[t('discard.1'), t('discard.2')]}
          act={t('discard.title')}
          busy={false}
          error={undefined}
          onCancel={() => setClearing(false)}
          onConfirm={() => void clear()}
        />
      )}
    </Panel>
  )
}
