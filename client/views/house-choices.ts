import type { Colour, House, Registration } from '../../protocol/house.ts';
import { house } from '../i18n/texts/house.ts';
import { choiceCards, colourDots } from '../ui/choices.ts';

/** In the order in which they stand; the protocol's own list would bring its schemas along. */
const COLOURS: Colour[] = ['turquoise', 'lapis', 'pistachio', 'saffron', 'pomegranate'];
const MODES: Registration[] = ['invite', 'open', 'closed'];

const fixedOf = (one: Pick<House, 'fixed'>, field: House['fixed'][number]): string | null =>
  one.fixed.includes(field) ? house().fixed : null;

/** The accent colour of a house. */
export function colourChoice(of: Pick<House, 'colour' | 'fixed'>, set: (colour: Colour) => void) {
  const words = house();
  return colourDots({
    name: 'colour',
    legend: words.colour,
    value: of.colour,
    choices: COLOURS.map((value) => ({ value, label: words.colours[value] })),
    fixed: fixedOf(of, 'colour'),
    set: (value) => set(value as Colour),
  });
}

/** Who may register. */
export function modeChoice(
  of: Pick<House, 'registration' | 'fixed'>,
  set: (mode: Registration) => void,
) {
  const words = house();
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
