import { startFeishu, type App, type AppSeed, type FeishuStandIn } from '../../feishu';
import { appData, N8nClient, type Credential } from '../client';
import { startModelStandIn, type ModelStandIn } from '../harness/modelStandIn';
import { startN8n, type N8nServer } from '../harness/server';
import { tarball } from '../harness/installPackage';
import { temporaryFolder, type TemporaryFolder } from '../harness/temporaryFolder';
import type { N8nVersion } from '../harness/versions';
import { Secrets } from './secrets';

/** One n8n with the packed node in it, and what it talks to; started once for all suites of a version. */
export class Scene {
	readonly secrets = new Secrets();
	private running?: Running;
	private readonly pastLogs: string[] = [];

	constructor(readonly version: N8nVersion) {}

	async start(): Promise<void> {
		const [folder, feishu, model] = await Promise.all([
			temporaryFolder(),
			startFeishu(),
			startModelStandIn(),
		]);
		const userFolder = folder.path;
		const n8n = await startN8n({ version: this.version, tarballs: [tarball()], userFolder });
		await n8n.restLogin();
		const client = new N8nClient(n8n);
		this.running = { folder, feishu, model, n8n, client };
		this.running.app = await this.saveApp(feishu.world.app);
		feishu.world.app.redirectUris = [this.callback];
	}

	/** n8n ends and starts again on what it has stored. */
	async restart(): Promise<void> {
		const { n8n, folder } = this.now;
		await n8n.stop();
		this.pastLogs.push(n8n.log());
		const { version } = this;
		this.now.n8n = await startN8n({ version, tarballs: [], userFolder: folder.path });
		await this.now.n8n.restLogin();
		this.now.client = new N8nClient(this.now.n8n);
	}

	async stop(): Promise<void> {
		if (this.running === undefined) return;
		const { n8n, model, feishu, folder } = this.running;
		await n8n.stop();
		await Promise.all([model.stop(), feishu.close()]);
		await folder.remove();
	}

	get feishu(): FeishuStandIn {
		return this.now.feishu;
	}

	get model(): ModelStandIn {
		return this.now.model;
	}

	get n8n(): N8nServer {
		return this.now.n8n;
	}

	get client(): N8nClient {
		return this.now.client;
	}

	/** The credential of the stand-in's first app. */
	get app(): Credential {
		if (this.now.app === undefined) throw new Error('The scene has no credential yet');
		return this.now.app;
	}

	/** Where a provider sends people back to. */
	get callback(): string {
		return `${this.n8n.url}/rest/oauth2-credential/callback`;
	}

	/** All that n8n has printed, before a restart as well. */
	get log(): string {
		return [...this.pastLogs, this.n8n.log()].join('\n');
	}

	appData(app: App): Record<string, unknown> {
		this.secrets.know('app secret', app.secret);
		this.secrets.know('verification token', app.verificationToken);
		this.secrets.know('Encrypt Key', app.encryptKey);
		return appData(this.feishu, app);
	}

	async saveApp(app: App): Promise<Credential> {
		return await this.client.createCredential('Feishu', 'feishuApi', this.appData(app));
	}

	async saveModel(): Promise<Credential> {
		return await this.client.saveModel('Model', this.model.url);
	}

	/** An app that a test may spoil, in a chat of its own. */
	async otherApp(
		seed: AppSeed = {},
	): Promise<{ app: App; credential: Credential; chatId: string }> {
		const { world } = this.feishu;
		const app = world.addApp(seed);
		const chatId = world.addChat({ botIn: app }).id;
		return { app, credential: await this.saveApp(app), chatId };
	}

	private get now(): Running {
		if (this.running === undefined) throw new Error('The scene has not been started');
		return this.running;
	}
}

interface Running {
	folder: TemporaryFolder;
	feishu: FeishuStandIn;
	model: ModelStandIn;
	n8n: N8nServer;
	client: N8nClient;
	app?: Credential;
}
