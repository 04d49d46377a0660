import type { Themed } from 'n8n-workflow';
import type { Scene } from './scene';

type IconUrl = Themed<string> | string | undefined;

/** The node and its credentials as n8n's editor gets them. */
export function installed(scene: Scene): void {
	const iconOf = async (url: IconUrl) => {
		const { light, dark } = typeof url === 'object' ? url : { light: '', dark: '' };
		return { light: await scene.client.icon(light), dark: await scene.client.icon(dark) };
	};
	const svg = { light: expect.stringContaining('<svg'), dark: expect.stringContaining('<svg') };

	describe('the installed package', () => {
		test.each([
			['feishu', 'Feishu'],
			['feishuTool', 'Feishu Tool'],
			['feishuTrigger', 'Feishu Trigger'],
		])('offers the node %s, with an icon for both themes', async (name, displayName) => {
			const types = await scene.client.nodeTypes();
			const type = types.find((each) => each.name === `n8n-nodes-feishu-message.${name}`);
			expect(type).toMatchObject({ displayName });
			const icons = await iconOf(type?.iconUrl);
			expect(icons).toEqual(svg);
			expect(icons.light).not.toBe(icons.dark);
		});

		test.each([
			['feishuApi', 'Feishu API'],
			['feishuOAuth2Api', 'Feishu OAuth2 API'],
		])('offers the credential %s, with an icon for both themes', async (name, displayName) => {
			const types = await scene.client.credentialTypes();
			const type = types.find((each) => each.name === name);
			expect(type).toMatchObject({
				displayName,
				supportedNodes: expect.arrayContaining(['n8n-nodes-feishu-message.feishu']),
			});
			expect(await iconOf(type?.iconUrl)).toEqual(svg);
		});
	});
}
