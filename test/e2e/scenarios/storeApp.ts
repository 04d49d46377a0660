import type { INode } from 'n8n-workflow';
import { request } from 'undici';
import type { App } from '../../feishu';
import { itemsOf, webhookPaths, type Credential } from '../client';
import { saveUrl } from '../client/console';
import { until } from '../harness/until';
import { examples } from '../workflows/examples';
import { chatById, dataTable, feishu, feishuTrigger, manualTrigger } from '../workflows/nodes';
import { chain, workflow, type WorkflowJson } from '../workflows/workflow';
import type { Scene } from './scene';

/** The setup of docs/store-app.md: the ticket that Feishu sends every hour is stored in the credential. */
export function storeApp(scene: Scene): void {
	const inARow = (name: string, nodes: INode[]): WorkflowJson =>
		workflow(name, nodes, chain(...nodes.map((each) => each.name)));

	/** The form of a store app that has no ticket yet. */
	const formOf = (app: App) => ({
		...scene.appData(app),
		appType: 'store',
		appTicket: '',
		tenantKey: app.tenantKeys[0],
	});

	/** Activates it, and enters its URL in the console. */
	async function listen(json: WorkflowJson, app: App): Promise<string> {
		const id = await scene.client.importWorkflow(json);
		await scene.client.activate(id);
		const url = `${scene.n8n.url}/webhook/${webhookPaths(json)[0]}`;
		await saveUrl(scene.feishu, app, { url });
		return id;
	}

	describe("a store app's ticket", () => {
		// Once another ticket is there, the ones that n8n has had are no secret any more.
		let app: App;
		beforeEach(() => void (app = scene.feishu.world.addApp({ kind: 'store' })));
		afterEach(() => void scene.feishu.world.rotateTicket(app));

		if (scene.version.startsWith('1.')) {
			test("cannot be put into the credential: n8n's API does not change any", async () => {
				const url = `${scene.n8n.url}/api/v1/credentials/1`;
				const { statusCode, body } = await request(url, { method: 'PATCH' });
				expect([statusCode, await body.json()]).toEqual([
					405,
					{ message: expect.stringContaining('PATCH') },
				]);
			});
		} else {
			test('is put into the credential by the example, and so is the next one', async () => {
				const { client, feishu: standIn, n8n } = scene;
				const { world } = standIn;
				const credential = await client.createCredential('Store app', 'feishuApi', formOf(app));
				const n8nApi = await client.saveN8nApi(['credential:update']);
				const all = await examples({ credential, n8nApi });
				const example = all.find(({ name }) => name === "Feishu: keep a store app's ticket");
				const json = JSON.stringify(example)
					.replace('http://localhost:5678', n8n.url)
					.replace('put_the_id_of_your_credential_here', credential.id);
				const workflowId = await listen(JSON.parse(json) as WorkflowJson, app);
				const works = async () => {
					const stored = await client.storedCredential(credential);
					return (await client.testCredential(credential, stored)).status === 'OK';
				};
				expect(await works()).toBe(false);
				world.deliverTicket(app);
				await until('the ticket is kept', 15_000, works);
				// Its test asks Feishu for the next one.
				world.rotateTicket(app);
				expect(await works()).toBe(false);
				await until('the next ticket is kept', 15_000, works);

				const chat = world.addChat({ botIn: app });
				const send = feishu('Send', credential, {
					operation: 'send',
					receiver: chatById(chat.id),
					text: 'hello',
				});
				const sending = await client.importWorkflow(inARow('Send', [manualTrigger(), send]));
				const execution = await client.ended(await client.run(sending, 'Start'));
				expect(itemsOf(execution, 'Send')).toHaveLength(1);
				expect(chat.messages).toHaveLength(1);
				expect(await client.executionIds(workflowId)).toEqual([]);
			});
		}

		test('is read from a data table, where the workflow reads it first', async () => {
			const { client, feishu: standIn } = scene;
			const { world } = standIn;
			const columns = { app_id: 'string', app_ticket: 'string' };
			const table = await client.createDataTable(`tickets of ${app.id}`, columns);
			const forTrigger = await scene.saveApp(app);
			const keep = {
				operation: 'upsert',
				filters: {
					conditions: [{ keyName: 'app_id', condition: 'eq', keyValue: '={{ $json.app_id }}' }],
				},
				columns: {
					mappingMode: 'defineBelow',
					value: { app_id: '={{ $json.app_id }}', app_ticket: '={{ $json.event.app_ticket }}' },
				},
			};
			await listen(
				inARow('Keep', [
					feishuTrigger('Feishu Trigger', forTrigger, {
						events: ['other'],
						otherEvents: 'app_ticket',
					}),
					dataTable('Keep', table, keep),
				]),
				app,
			);
			const chat = world.addChat({ botIn: app });
			const reading: Credential = await client.createCredential('Store app', 'feishuApi', {
				...formOf(app),
				appTicket: "={{ $('Ticket').first().json.app_ticket }}",
			});
			const sending = await client.importWorkflow(
				inARow('Send', [
					manualTrigger(),
					dataTable('Ticket', table, { operation: 'get', filters: {}, returnAll: true }),
					feishu('Send', reading, {
						operation: 'send',
						receiver: chatById(chat.id),
						text: 'hello',
					}),
				]),
			);
			world.rotateTicket(app);
			world.deliverTicket(app);
			await until('it is sent', 15_000, async () => {
				const execution = await client.ended(await client.run(sending, 'Start'));
				return itemsOf(execution, 'Send').length > 0;
			});
			expect(chat.messages).toHaveLength(1);
			const stored = await client.storedCredential(reading);
			expect(await client.testCredential(reading, stored)).toMatchObject({ status: 'Error' });
		});
	});
}
