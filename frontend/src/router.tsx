import { createBrowserRouter, type RouteObject } from 'react-router'
import { Crash, NotFound, RequireLogin } from './shell/Guards'
import { Home } from './shell/Home'
import { Shell } from './shell/Shell'

type PageModule = { default: React.ComponentType }

/** A page that is loaded when it is first opened. */
function page(path: string, load: () => Promise<PageModule>) {
  return { path, lazy: async () => ({ Component: (await load()).default }) }
}

const projectPages: RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import('./features/tender/TimelinePage')).default }) },
  page('edit', () => import('./features/tender/EditProjectPage')),
  page('lots', () => import('./features/tender/LotsPage')),
  page('documents', () => import('./features/document/DocumentsPage')),
  page('addenda', () => import('./features/tender/AddendaPage')),
  page('members', () => import('./features/tender/MembersPage')),
  page('registration', () => import('./features/bid/RegistrationPage')),
  page('bid', () => import('./features/bid/BidPage')),
  page('opening-plan', () => import('./features/bid/OpeningPlanPage')),
  page('opening', () => import('./features/opening/OpeningPage')),
  page('scores', () => import('./features/scoring/PriceScoresPage')),
  page('result', () => import('./features/award/ResultPage')),
  page('notices', () => import('./features/notice/ProjectNoticesPage')),
  page('audit', () => import('./features/audit/AuditPage')),
  page('deposits', () => import('./features/deposit/DepositsPage')),
  page('draw', () => import('./features/draw/ProjectDrawPage')),
  page('draw-plan', () => import('./features/draw-plan/DrawPlanPage')),
]

export const router = createBrowserRouter([
  {
    path: '/',
    element: <Shell />,
    errorElement: <Crash />,
    HydrateFallback: () => null,
    children: [
      { index: true, element: <Home /> },
      page('log', () => import('./features/audit/LogPage')),
      page('notices', () => import('./features/notice/PublicNoticesPage')),
      page('notices/:noticeId', () => import('./features/notice/PublicNoticePage')),
      page('deposit-certificates/:token', () => import('./features/deposit/CertificatePage')),
      page('call', () => import('./features/draw-calling/AnswerPage')),
      page('public/openings/:projectId', () => import('./features/opening/hall/PublicHallPage')),
      page('public/draws/:tender/:attempt', () => import('./features/draw/PublicDrawPage')),
      {
        element: <RequireLogin />,
        children: [
          page('draw-room/:projectId/roster', () => import('./features/draw-calling/RosterPage')),
          page('relief', () => import('./features/deposit/PoliciesPage')),
          page('relief/credits', () => import('./features/deposit/CreditsPage')),
          page('relief/policies/:policySetId', () => import('./features/deposit/PolicySetPage')),
          page('bank', () => import('./features/deposit/BankPage')),
          page('deposits/figures', () => import('./features/deposit/FiguresPage')),
          page('deposits/reports', () => import('./features/deposit/ReportsPage')),
          page('deposits/reports/:reportId', () => import('./features/deposit/ReportPage')),
          page('draws', () => import('./features/draw/DrawsPage')),
          page('call-desk', () => import('./features/draw-calling/CallDeskPage')),
          page('draw-room/:projectId', () => import('./features/draw/DrawRoomPage')),
          page('opening-key/:projectId', () => import('./features/bid/OpeningKeyPage')),
          page('projects/new', () => import('./features/tender/NewProjectPage')),
          { ...page('projects/:projectId', () => import('./features/tender/ProjectLayout')), children: projectPages },
          page('experts', () => import('./features/expert-pool/PoolPage')),
          page('experts/new', () => import('./features/expert-pool/ExpertFormPage')),
          page('experts/:expertId', () => import('./features/expert-pool/ExpertPage')),
          page('experts/:expertId/edit', () => import('./features/expert-pool/ExpertFormPage')),
          page('expert-imports', () => import('./features/expert-pool/ImportsPage')),
          page('expert-imports/new', () => import('./features/expert-pool/NewImportPage')),
          page('expert-imports/:importId', () => import('./features/expert-pool/ImportPage')),
          page('my-record', () => import('./features/expert-pool/MyExpertPage')),
          page('methods', () => import('./features/scoring/MethodsPage')),
          page('methods/:methodId', () => import('./features/scoring/MethodPage')),
          page('organisations', () => import('./features/organisation/OrganisationsPage')),
          page('rule-sets', () => import('./features/rule/RuleSetsPage')),
          page('rule-sets/:ruleSetId', () => import('./features/rule/RuleSetPage')),
          page('draw-fairness', () => import('./features/draw-fairness/FairnessPage')),
          page('calendars', () => import('./features/rule/CalendarsPage')),
        ],
      },
      { path: '*', element: <NotFound /> },
    ],
  },
])
