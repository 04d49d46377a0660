export interface RealApp {
	region: 'feishu' | 'lark';
	appId: string;
	appSecret: string;
}

const names = ['FEISHU_APP_ID', 'FEISHU_APP_SECRET'] as const;

/** The person's own app, if the environment names one; half of one is a slip worth a sentence. */
export function realApp(environment: Record<string, string | undefined>): RealApp | undefined {
	const [appId = '', appSecret = ''] = names.map((name) => environment[name]?.trim());
	const missing = names.filter((name) => !environment[name]?.trim());
	if (missing.length === names.length) return undefined;
	if (missing.length > 0) {
		throw new Error(
			`To use your own app, set ${names.join(' and ')}. Missing: ${missing.join()}. ` +
				'To use the stand-in for Feishu, set neither of them.',
		);
	}
	const region = environment.FEISHU_REGION?.trim() || 'feishu';
	if (region !== 'feishu' && region !== 'lark') {
		throw new Error(`FEISHU_REGION is feishu or lark, not "${region}".`);
	}
	if (!appId.startsWith('cli_')) {
		throw new Error(
			"FEISHU_APP_ID is the App ID on the app's Credentials & Basic Info page; it starts with cli_.",
		);
	}
	return { region, appId, appSecret };
}
