export interface ChatTexts {
  title: string;
}

export const chatsFa: ChatTexts = {
  title: 'گفت‌وگوها',
};

export const chatsEn: ChatTexts = {
  title: 'Chats',
};
