import type { Page } from 'playwright-core';

/** The sandbox's page in place of Notion's. */
export async function consentAtNotion(
  page: Page,
  person: string,
  decision: 'Allow access' | 'Cancel',
): Promise<void> {
  const option = page.locator('select[name=account] option', { hasText: person });
  await page.locator('select[name=account]').selectOption(await option.getAttribute('value'));
  await page.getByRole('button', { name: decision }).click();
}
