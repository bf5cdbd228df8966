import type { AuditGroup } from '../../api/types'

/** The kinds of entries in a project's trail, by the part of a tender that they belong to. */
export const groups: Partial<Record<AuditGroup, string[]>> = {
  PROJECT: ['project.create', 'project.update', 'project.publish', 'lot.add', 'lot.update', 'lot.remove', 'member.add', 'member.remove', 'addendum.issue'],
  DOCUMENT: ['document.add', 'document.remove'],
  BID: ['bid.register', 'bid.submit', 'bid.withdraw', 'bid.sweep', 'bid.streams'],
  OPENING: ['open.plan', 'open.key', 'open.check_in', 'open.decrypt', 'open.share', 'open.close', 'open.adjourn', 'open.first_stage', 'open.second', 'open.extend', 'open.confirming', 'open.confirm', 'open.pause', 'open.resume', 'open.start', 'open.read', 'open.parameters', 'open.parameters_enter', 'open.parameters_return', 'open.objection', 'open.answer', 'open.end', 'tender.fail'],
  EVALUATION: ['eval.price', 'eval.report'],
  AWARD: ['candidate.notice', 'award.decide', 'award.notice', 'contract.record', 'report.written'],
  READING: ['audit.read', 'audit.export', 'datum.read', 'dossier.export'],
  DEPOSIT: ['deposit.terms', 'deposit.apply', 'deposit.replace', 'deposit.waive', 'deposit.lodge', 'deposit.take_back', 'deposit.verify', 'deposit.withdraw', 'deposit.reinstate', 'deposit.refund', 'deposit.return', 'deposit.account', 'deposit.evidence', 'deposit.retain', 'deposit.dispute', 'deposit.settle'],
  DRAW: ['draw.plan', 'draw.widen', 'draw.request', 'draw.approve', 'draw.return', 'draw.exclude', 'draw.keys', 'draw.rules', 'draw.pool', 'draw.commit', 'draw.deposit', 'draw.deposit_check', 'draw.reveal', 'draw.final', 'draw.escrow_open', 'draw.result', 'draw.abort', 'draw.order', 'draw.look', 'draw.unlock', 'draw.call', 'draw.vacate', 'draw.replace', 'draw.unseal'],
}
