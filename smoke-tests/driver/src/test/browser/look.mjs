// Looks at the status page in a real browser, and prints what it saw as JSON; StatusPageIT judges it.
// node look.mjs <chromium> <port> <folder for pictures> <name of the state>
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [executablePath, port, pictures, state] = process.argv.slice(2);
const address = `http://127.0.0.1:${port}/`;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const views = [
  { width: 1280, height: 800, colorScheme: 'light' },
  { width: 1280, height: 800, colorScheme: 'dark' },
  { width: 390, height: 844, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
];

const browser = await chromium.launch({
  executablePath,
  args: ['--host-resolver-rules=MAP hostile.example 127.0.0.1'],
});
try {
  const seen = { state, address, views: [] };
  for (const view of views) {
    seen.views.push(await look(view));
  }
  seen.json = await jsonByItsLink();
  seen.byAnotherName = await ask(`http://hostile.example:${port}/`);
  console.log(JSON.stringify(seen));
} finally {
  await browser.close();
}

/** The page at one width and in one scheme of colours. */
async function look({ width, height, colorScheme }) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const page = await context.newPage();
  const requests = [];
  const complaints = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(address);
  const seen = {
    view: `${width} ${colorScheme}`,
    title: await page.title(),
    html: await page.content(),
    requests,
    complaints,
    width: await page.evaluate(() => document.documentElement.scrollWidth),
    visible: width,
    focus: await byKeyboard(page),
    focusable: await page.evaluate(
      () => document.querySelectorAll('a[href], summary, [tabindex="0"]').length,
    ),
  };
  await page.screenshot({ path: join(pictures, `${state}-${width}-${colorScheme}.png`), fullPage: true });
  seen.violations = await violations(page);
  await context.close();
  return seen;
}

/** Each stop of the Tab key: what it is, its place in the document, and whether one sees that it has the focus. */
async function byKeyboard(page) {
  const stops = [];
  for (let i = 0; i < 200; i++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body || element === document.documentElement) {
        return null;
      }
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      return {
        name: element.getAttribute('aria-label') ?? element.textContent.trim(),
        place: [...document.querySelectorAll('*')].indexOf(element),
        seen:
          style.outlineStyle !== 'none' &&
          parseFloat(style.outlineWidth) >= 2 &&
          box.width > 0 &&
          box.bottom > 0 &&
          box.top < innerHeight,
      };
    });
    if (stop === null) {
      break;
    }
    stops.push(stop);
  }
  return stops;
}

async function violations(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return result.violations.map(
    (violation) => `${violation.id}: ${violation.help}: ${violation.nodes.map((node) => node.html).join(' ')}`,
  );
}

async function jsonByItsLink() {
  const page = await browser.newPage();
  await page.goto(address);
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('.json')),
    page.getByRole('link', { name: /JSON/ }).click(),
  ]);
  return told(answer);
}

async function ask(url) {
  const page = await browser.newPage();
  const answer = await page.goto(url);
  return told(answer);
}

async function told(answer) {
  return { status: answer.status(), type: answer.headers()['content-type'], body: await answer.text() };
}
