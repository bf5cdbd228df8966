import type { DrawCode } from './failed'

/** One of the numbered checks of the specification (§10), in words that need no knowledge of cryptography. */
export interface Check {
  number: number
  codes: DrawCode[]
  zh: string
  en: string
}

function check(number: number, codes: DrawCode | DrawCode[], zh: string, en: string): Check {
  return { number, codes: [codes].flat(), zh, en }
}

export const CHECKS: Check[] = [
  check(1, 'E_FORMAT', '文件格式完整、规范，没有未知内容', 'the file is well-formed and holds nothing unknown'),
  check(
    2,
    'E_CHECKPOINT_SIG',
    '日志运营者在抽取前(K1)、抽取后(K2)签署了日志',
    "the log's operator signed the log before (K1) and after (K2) the draw",
  ),
  check(3, 'E_WITNESS_QUORUM', '独立见证人也签署了这两个时点', 'independent witnesses signed both as well'),
  check(4, 'E_CONSISTENCY', '从K1到K2，日志只增不改', 'from K1 to K2 the log only grew; nothing was rewritten'),
  check(
    5,
    'E_INCLUSION',
    '每一步都在日志中，内容与本文件一致',
    'every step is in the log and says what this file says',
  ),
  check(
    6,
    'E_ORDER',
    '各步骤先后正确：先封存，后揭示；密钥提前至少24小时公布',
    'the steps came in the right order: sealed first, revealed later; keys were known 24 h before',
  ),
  check(7, 'E_RULES_HASH', '规则与其指纹一致', 'the rules are those that the fingerprint stands for'),
  check(8, 'E_RULES', '规则有效，并指定了公开的核验程序', 'the rules are valid and name the published verifier'),
  check(
    9,
    ['E_POOL_LEAF', 'E_POOL_DUP'],
    '专家名册的每一条都已计入，无重复、无遗漏',
    'every expert record is counted once; none twice, none missing',
  ),
  check(
    10,
    'E_POOL_ROOT',
    '名册的总指纹和人数与事先封存的一致',
    'fingerprint and size of the list are those sealed before the draw',
  ),
  check(
    11,
    'E_FEASIBLE',
    '候选人数足够，或有监督部门签署的豁免',
    'there were enough candidates, or the supervisor signed a waiver',
  ),
  check(
    12,
    'E_PARTY_SET',
    '贡献随机数的各方正是规则所列各方',
    'those who contributed randomness are those named in the rules',
  ),
  check(13, 'E_PARTY_SIG', '各方的每个签名都有效', 'every signature of every party holds'),
  check(14, 'E_COMMIT', '各方揭示的随机数正是其事先封存的', 'each party revealed what it had sealed before'),
  check(15, 'E_TRANSCRIPT', '各方随机数合并无误', 'the contributions were combined correctly'),
  check(
    16,
    'E_VRF_KEY',
    '平台的随机函数密钥是事先公布的那一把',
    "the platform's random-function key is the one published before",
  ),
  check(17, 'E_VRF', '平台的最后一步可证明唯一，无法挑选', "the platform's last step is provably the only possible one"),
  check(18, 'E_SEED', '种子由以上数据算出', 'the seed follows from all this'),
  check(19, 'E_VENUE', '城市与席位的抽取可重算', 'the draw of cities and seats can be recomputed'),
  check(20, 'E_SELECT', '用种子重新排序，得到同样的人选', 'ranking everybody anew by the seed gives the same result'),
  check(21, 'E_REPLACE', '补抽按候补顺序进行', 'replacements follow the order of the alternates'),
  check(
    22,
    'E_ATTEMPTS',
    '历次抽取全部列出，重抽有监督部门签署的命令',
    "all attempts are listed, and a new one has the supervisor's signed order",
  ),
  check(23, 'E_TIMESTAMP', '时间与见证人、时间戳相符', 'the times agree with witnesses and time stamps'),
]
