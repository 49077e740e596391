export interface MessageTexts {
  title: string;
}

export const messagesFa: MessageTexts = {
  title: 'پیام‌ها',
};

export const messagesEn: MessageTexts = {
  title: 'Messages',
};
