import type { Colour, Registration, ServerSettings } from '../../protocol/server-settings.ts';
import { serverTexts } from '../i18n/texts/server.ts';
import { choiceCards, colourDots } from '../ui/choices.ts';

/** They stand in this order; the protocol's own list would bring its schemas along. */
const COLOURS: Colour[] = ['turquoise', 'lapis', 'pistachio', 'saffron', 'pomegranate'];
const MODES: Registration[] = ['invite', 'open', 'closed'];

const fixedOf = (
  one: Pick<ServerSettings, 'fixed'>,
  field: ServerSettings['fixed'][number],
): string | null => (one.fixed.includes(field) ? serverTexts().fixed : null);

/** Offers the accent colours of a server. */
export function colourChoice(
  of: Pick<ServerSettings, 'colour' | 'fixed'>,
  set: (colour: Colour) => void,
) {
  const words = serverTexts();
  return colourDots({
    name: 'colour',
    legend: words.colour,
    value: of.colour,
    choices: COLOURS.map((value) => ({ value, label: words.colours[value] })),
    fixed: fixedOf(of, 'colour'),
    set: (value) => set(value as Colour),
  });
}

/** Offers who may register. */
export function modeChoice(
  of: Pick<ServerSettings, 'registration' | 'fixed'>,
  set: (mode: Registration) => void,
) {
  const words = serverTexts();
  return choiceCards({
    name: 'registration',
    legend: words.registration,
    value: of.registration,
    choices: MODES.map((value) => ({
      value,
      label: words.modes[value],
      hint: words.modeHints[value],
      mark: value === 'invite' ? words.suggested : '',
    })),
    fixed: fixedOf(of, 'registration'),
    set: (value) => set(value as Registration),
  });
}
