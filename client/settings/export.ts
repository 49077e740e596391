import { toApiError } from '../core/http.ts';
import { type ApiCall, ApiError } from '../core/services.ts';
import { language } from '../i18n/locale.ts';

const PATH = '/api/me/export';
/** The link of a blob is needed until the browser has taken it over; there is no event for that. */
const KEPT_MS = 60_000;

/**
 * Downloads one's data as a file. It is fetched and not opened as a link: an error (once too often, no network
 * half-way) would otherwise be saved, or shown, as if it were the file.
 */
export async function saveExport(call: ApiCall): Promise<void> {
  // The request renews a token that has expired.
  await call('GET', '/api/sessions');
  const { name, blob } = await fetchExport();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}

async function fetchExport(): Promise<{ name: string; blob: Blob }> {
  try {
    // The pages in it are in the language of this one.
    const headers = { 'accept-language': language() };
    const response = await fetch(PATH, { headers, credentials: 'same-origin', cache: 'no-store' });
    if (!response.ok) throw toApiError(response.status, await response.text());
    const said = response.headers.get('content-disposition') ?? '';
    const name = /filename="([^"]+)"/.exec(said)?.[1] ?? 'payambar.zip';
    return { name, blob: await response.blob() };
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError('offline');
  }
}
