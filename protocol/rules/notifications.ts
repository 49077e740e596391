import type { NotificationSettings } from '../push.ts';

/** What there is to tell of: new messages, a reaction to one's own, having been added to a group, a call and one that was missed. */
type NewsKind = 'message' | 'reaction' | 'added' | 'call' | 'missed';
type Place = { kind: 'direct' | 'group' | 'self'; isMuted: boolean };

/** Of which news a person is notified in a chat; `addressed`: only of messages that mention or answer them. */
export function notifiedOf(
  kind: NewsKind,
  { people, groups, mentions, reactions }: NotificationSettings,
  { kind: chat, isMuted }: Place,
): 'all' | 'addressed' | 'none' {
  if (kind === 'reaction') return reactions && !isMuted ? 'all' : 'none';
  if (kind === 'added') return groups === 'none' ? 'none' : 'all';
  if (chat !== 'group') return people && !isMuted ? 'all' : 'none';
  if (groups === 'all' && !isMuted) return 'all';
  if (kind !== 'message') return 'none';
  const hears = mentions || (groups === 'mentions' && !isMuted);
  return hears ? 'addressed' : 'none';
}
