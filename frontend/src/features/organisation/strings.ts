import { defineStrings } from '../../i18n'

export const useOrganisation = defineStrings(
  'organisation',
  {
    title: '组织机构',
    add: '登记机构',
    added: '机构已登记',
    search: '按名称查找',
    name: '名称',
    kind: '类型',
    code: '统一社会信用代码',
    codeHint: '18 位，GB 32100',
    empty: '还没有组织机构',
    emptyText: '登记招标人、招标代理、监督部门和投标人后，项目才能选用它们；账户按所属机构的信用代码归入。',
    noMatch: '没有符合条件的机构',
    happens: '机构登记后，信用代码相同的账户即归入该机构。',
  },
  {
    title: 'Organisations',
    add: 'Register an organisation',
    added: 'Organisation registered',
    search: 'Find by name',
    name: 'Name',
    kind: 'Kind',
    code: 'Unified social credit code',
    codeHint: '18 characters, GB 32100',
    empty: 'No organisation yet',
    emptyText: 'Owners, agencies, authorities and bidders must be registered before a project can name them; accounts belong to the organisation with their credit code.',
    noMatch: 'No organisation matches',
    happens: 'Accounts with this credit code then belong to the organisation.',
  },
)
