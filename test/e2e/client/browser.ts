/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- drives real n8n servers from outside; never ships */
import { existsSync } from 'node:fs';
import { chromium, selectors, type Browser, type Locator, type Page } from 'playwright-core';
import { undoWhenLeaving } from '../harness/leaving';
import type { N8nServer } from '../harness/server';
import { owner } from '../harness/session';
import { temporaryFolder } from '../harness/temporaryFolder';

const chromiumPath = process.env.E2E_CHROMIUM ?? '/usr/bin/chromium';

/** Without the last three Chromium asks its maker's servers about all sorts of things. */
const flags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

export type Theme = 'light' | 'dark';

/** Opens n8n's editor in a browser of its own and signs in as the owner. */
export async function openEditor(server: N8nServer): Promise<Editor> {
	requireChromium();
	// Whatever its profile, Chromium also writes a key store into HOME.
	const home = await temporaryFolder();
	selectors.setTestIdAttribute('data-test-id');
	const browser = await chromium.launch({
		executablePath: chromiumPath,
		args: flags,
		env: { ...process.env, HOME: home.path },
		handleSIGINT: false,
		handleSIGTERM: false,
		handleSIGHUP: false,
	});
	const close = undoWhenLeaving(async () => {
		await browser.close();
		await home.remove();
	});
	const editor = new Editor(await newPage(browser, server.url), close);
	await editor.signIn();
	return editor;
}

/** Said before anything is started. */
export function requireChromium(): void {
	if (existsSync(chromiumPath)) return;
	throw new Error(
		`There is no Chromium at ${chromiumPath}. Install Debian's package with: ` +
			'apt-get install --no-install-recommends chromium (or name another one in E2E_CHROMIUM).',
	);
}

async function newPage(browser: Browser, baseURL: string): Promise<Page> {
	const viewport = { width: 1400, height: 900 };
	return await browser.newPage({ baseURL, viewport, colorScheme: 'light' });
}

/** n8n's editor as a person uses it; both major versions name their parts alike. */
export class Editor {
	constructor(
		readonly page: Page,
		readonly close: () => Promise<void>,
	) {}

	async signIn(): Promise<void> {
		const { page } = this;
		await page.goto('/signin');
		await page.locator('input[name=emailOrLdapLoginId]').fill(owner.email);
		await page.locator('input[name=password]').fill(owner.password);
		await page.getByTestId('form-submit-button').click();
		await page.waitForURL((url) => !url.pathname.includes('signin'));
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`/workflow/${id}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	async openCredential(id: string): Promise<void> {
		await this.page.goto(`/home/credentials/${id}`);
		await this.page.getByTestId('editCredential-modal').waitFor();
	}

	/** Types into the node panel and answers with the names it offers, in its order. */
	async searchNodes(text: string): Promise<string[]> {
		const { page } = this;
		const search = page.getByTestId('node-creator-search-bar');
		if (!(await search.isVisible())) await page.getByTestId('node-creator-plus-button').click();
		await search.fill(text);
		await this.settled();
		return (await page.getByTestId('node-creator-item-name').allInnerTexts()).map((name) =>
			name.trim(),
		);
	}

	async closeNodePanel(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.page.getByTestId('node-creator').waitFor({ state: 'hidden' });
	}

	/** A row of the node panel: a node, or one of the actions of a node. */
	panelRow(text: string): Locator {
		return this.page.getByTestId('item-iterator-item').filter({ hasText: text }).first();
	}

	/** The plus at a node's open output, then the rows to click, then the new node's panel. */
	async addBehind(name: string, search: string, ...rows: string[]): Promise<void> {
		const { page } = this;
		await this.outputs(name).getByTestId('canvas-handle-plus').first().click();
		await page.getByTestId('node-creator-search-bar').fill(search);
		for (const row of rows) await this.panelRow(row).click();
		const add = page.getByRole('button', { name: 'Add to workflow' });
		const panel = page.getByTestId('ndv');
		await add.or(panel).first().waitFor();
		if (await add.isVisible()) await add.click();
		await panel.waitFor();
	}

	node(name: string): Locator {
		return this.page.locator(named('canvas-node', name));
	}

	/** Where a node's lines begin, each with its label. */
	outputs(name: string): Locator {
		return this.page.locator(named('canvas-node-output-handle', name));
	}

	/** The parameter panel, with the input left and the output right of it. */
	async openNode(name: string): Promise<Locator> {
		await this.node(name).dblclick();
		const panel = this.page.getByTestId('ndv');
		await panel.waitFor();
		return panel;
	}

	/** Not by Escape, which a menu that was used last takes for itself. */
	async closeNode(): Promise<void> {
		const { page } = this;
		await page.getByTestId('ndv-close-button').or(page.getByTestId('back-to-canvas')).click();
		await page.getByTestId('ndv').waitFor({ state: 'hidden' });
	}

	async fill(parameter: string, text: string): Promise<void> {
		await this.page.getByTestId(`parameter-input-${parameter}`).locator('input').fill(text);
	}

	/** Takes an option of a parameter's menu. */
	async choose(parameter: string, option: string): Promise<void> {
		await this.page.getByTestId(`parameter-input-${parameter}`).click();
		await this.page.getByRole('option', { name: option }).click();
	}

	/** The chosen option of a parameter's menu. */
	async chosen(parameter: string): Promise<string> {
		return await this.page
			.getByTestId(`parameter-input-${parameter}`)
			.locator('input')
			.inputValue();
	}

	/** Runs the workflow and comes back with n8n's word on how it ended. */
	async execute(): Promise<string> {
		await this.page.getByTestId('execute-workflow-button').click();
		const toast = this.page.locator('.el-notification__title').last();
		await toast.waitFor();
		const title = await toast.innerText();
		for (const close of await this.page.locator('.el-notification__closeBtn').all()) {
			await close.click();
		}
		return title;
	}

	/** n8n follows the system's colours. */
	async theme(colorScheme: Theme): Promise<void> {
		await this.page.emulateMedia({ colorScheme });
		await this.settled();
	}

	/** Of the whole page, or of one part of it. */
	async screenshot(path: string, part: Page | Locator = this.page): Promise<void> {
		await this.settled();
		await part.screenshot({ path, animations: 'disabled' });
	}

	/** The panel's search waits for the typing to end, and transitions take their time. */
	private async settled(): Promise<void> {
		await this.page.waitForTimeout(700);
	}
}

function named(testId: string, nodeName: string): string {
	return `[data-test-id=${testId}][data-node-name=${JSON.stringify(nodeName)}]`;
}
