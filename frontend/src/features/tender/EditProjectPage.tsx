import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form } from 'antd'
import { useEffect, useState } from 'react'
import { api } from '../../api/client'
import type { Project, ProjectInput, Timeline, Verdict } from '../../api/types'
import { useWrite } from '../../api/useWrite'
import { useLanguage } from '../../i18n'
import { OpeningPlanPanel } from '../bid/plan/OpeningPlanPanel'
import { formatInstant } from '../../ui/format'
import { showFieldErrors } from '../../ui/formProblem'
import { merge, type Merged } from '../../ui/merge'
import { MergedNotice } from '../../ui/MergedNotice'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useUi } from '../../ui/strings'
import { ProjectForm } from './ProjectForm'
import { projectKeys, useThisProject, useTimeline } from './queries'
import { useTender } from './strings'

function inputOf(project: Project): ProjectInput {
  const { code, title, regime, projectType, procurementKind, mustTenderByLaw, budget, issueEnd, bidDeadline, openingTime, openingPlace, bidValidityDays, description, documentFee, documentCost, documentFeeBasis, performanceRate } = project
  return { code, title, regime, projectType, procurementKind, mustTenderByLaw, ownerId: project.owner.id, authorityId: project.authority.id, budget, issueEnd, bidDeadline, openingTime, openingPlace, bidValidityDays, description, documentFee, documentCost, documentFeeBasis, performanceRate }
}

/** Under which name a member of the input stands in the form. */
const labels: Partial<Record<keyof ProjectInput, string>> = {
  ownerId: 'owner',
  authorityId: 'authority',
  mustTenderByLaw: 'mustTender',
  bidValidityDays: 'bidValidity',
}
const instants: (keyof ProjectInput)[] = ['issueEnd', 'bidDeadline', 'openingTime']

function everyVerdict(timeline: Timeline | undefined): Verdict[] | undefined {
  if (timeline === undefined) return undefined
  const all = [...(timeline.next?.verdicts ?? []), ...timeline.milestones.flatMap((m) => m.verdicts)]
  return all.filter((v, i) => all.findIndex((w) => w.ruleId === v.ruleId) === i)
}

export default function EditProjectPage() {
  const t = useTender()
  const ui = useUi()
  const client = useQueryClient()
  const { message } = App.useApp()
  const project = useThisProject()
  const timeline = useTimeline(project.id)
  const [form] = Form.useForm<ProjectInput>()
  const isDraft = project.phase === 'DRAFT'

  // What the form began with: a save is of this version, and a conflict is told against it.
  const [pinned, setPinned] = useState<Project>()
  const base = pinned ?? project
  const [merged, setMerged] = useState<Merged<ProjectInput>>()

  useEffect(() => {
    // A reload of the project must not wipe what was typed and not yet saved.
    if (!form.isFieldsTouched()) form.setFieldsValue(inputOf(project))
  }, [form, project])

  const takeOver = (theirs: Project, mine: ProjectInput) => {
    const both = merge(inputOf(base), { ...inputOf(base), ...mine }, inputOf(theirs))
    client.setQueryData(projectKeys.one(project.id), theirs)
    form.setFieldsValue(both.values)
    setPinned(theirs)
    setMerged(both)
  }

  const save = useWrite({
    send: (body: ProjectInput, key) =>
      api.put('/projects/{projectId}', { path: { projectId: project.id }, version: base.version, body, key }),
    stale: () => [projectKeys.one(project.id), projectKeys.list],
    done: (saved) => {
      client.setQueryData(projectKeys.one(project.id), saved)
      setPinned(undefined)
      setMerged(undefined)
      form.resetFields()
      form.setFieldsValue(inputOf(saved))
      void message.success(t('edit.saved'))
    },
  })
  const submit = (values: ProjectInput) =>
    save.mutate(values, {
      onError: (error) => {
        showFieldErrors(form, error)
        const theirs = error.problem.current as Project | undefined
        if (error.status === 409 && theirs !== undefined) takeOver(theirs, values)
      },
    })

  const language = useLanguage()
  const fieldName = (name: keyof ProjectInput) => t(`field.${labels[name] ?? name}` as 'field.title')
  const shown = (of: Project, name: keyof ProjectInput) => {
    const value = name === 'ownerId' ? of.owner.name : name === 'authorityId' ? of.authority.name : inputOf(of)[name]
    const text = value === undefined ? '—' : String(value)
    return instants.includes(name) && value !== undefined ? formatInstant(text, language) : text
  }

  if (!isDraft) return <Alert type="info" showIcon title={t('edit.locked')} />
  return (
    <div className="stack narrow">
      {merged ? (
        <MergedNotice taken={merged.taken.map(fieldName)} conflicts={merged.conflicts.map((name) => ({ field: fieldName(name), theirs: shown(base, name) }))} />
      ) : (
        save.error && <ProblemNotice error={save.error} />
      )}
      <ProjectForm form={form} project={project} verdicts={everyVerdict(timeline.data)} onSubmit={submit} onType={() => setPinned((before) => before ?? project)} />
      <div className="actions">
        <Button type="primary" size="large" loading={save.isPending} onClick={() => form.submit()}>
          {ui('save')}
        </Button>
      </div>
      <OpeningPlanPanel project={project} />
    </div>
  )
}
