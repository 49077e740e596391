import type { AccountRow } from '../../db/stores/accounts.ts';
import type { AuditRow } from '../../db/stores/audit.ts';
import type { Account } from '../../protocol/accounts.ts';
import type { AuditEntry } from '../../protocol/audit.ts';

export function accountOf(row: AccountRow): Account {
  const { inviterId, inviterUsername, inviterName, ...account } = row;
  const inviter = { username: inviterUsername ?? '', displayName: inviterName ?? '' };
  return { ...account, invitedBy: inviterId === null ? null : { id: inviterId, ...inviter } };
}

export function entryOf(row: AuditRow): AuditEntry {
  return { ...row, details: JSON.parse(row.details) as AuditEntry['details'] };
}
