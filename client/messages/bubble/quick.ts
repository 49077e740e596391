/** Reactions that are a tap away. */
export const QUICK = ['👍', '❤️', '😂', '😮', '😢', '🙏'];
