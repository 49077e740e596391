/** Files that another app has shared, on the way to the chat that was chosen for them. */
let handed: { chatId: string; files: File[] } | undefined;

export function handToChat(chatId: string, files: File[]): void {
  handed = { chatId, files };
}

/** Gives them once, to the composer of their chat; whatever chat is opened, they wait no longer. */
export function takeHanded(chatId: string): File[] | undefined {
  const taken = handed;
  handed = undefined;
  return taken?.chatId === chatId ? taken.files : undefined;
}
