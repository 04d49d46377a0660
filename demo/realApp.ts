export interface RealApp {
	/** The host in the credential: a region, or a base URL where the region is custom. */
	region: 'feishu' | 'lark' | 'custom';
	baseUrl?: string;
	origin: string;
	appId: string;
	appSecret: string;
}

const origins = { feishu: 'https://open.feishu.cn', lark: 'https://open.larksuite.com' };

/** The app that the environment names, if it names one; half of one is a slip worth a sentence. */
export function realApp(
	environment: Record<string, string | undefined>,
	...alsoNeeded: string[]
): RealApp | undefined {
	const valueOf = (name: string) => environment[name]?.trim() ?? '';
	const names = ['FEISHU_APP_ID', 'FEISHU_APP_SECRET', ...alsoNeeded];
	const missing = names.filter((name) => valueOf(name) === '');
	if (missing.length === names.length) return undefined;
	if (missing.length > 0) {
		throw new Error(
			`To use your own app, set ${names.join(', ')}. Missing: ${missing.join(', ')}. ` +
				'To use the stand-in for Feishu, set none of them.',
		);
	}
	const [appId, appSecret] = [valueOf('FEISHU_APP_ID'), valueOf('FEISHU_APP_SECRET')];
	if (!appId.startsWith('cli_')) {
		throw new Error(
			"FEISHU_APP_ID is the App ID on the app's Credentials & Basic Info page; it starts with cli_.",
		);
	}
	const baseUrl = valueOf('FEISHU_BASE_URL');
	if (baseUrl !== '') return { region: 'custom', baseUrl, origin: baseUrl, appId, appSecret };
	const region = valueOf('FEISHU_REGION') || 'feishu';
	if (region !== 'feishu' && region !== 'lark') {
		throw new Error(`FEISHU_REGION is feishu or lark, not "${region}".`);
	}
	return { region, origin: origins[region], appId, appSecret };
}
