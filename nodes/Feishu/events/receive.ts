import type { IDataObject } from 'n8n-workflow';

import { readEvent, type FeishuEvent } from './FeishuEvent';
import { known, type Fields } from './Fields';
import { kindOf } from './kinds';
import type { EventKind } from './kinds/EventKind';
import { isSame, whyNotSigned } from './proof';
import { readBody } from './readBody';
import type { Repeats } from './Repeats';
import type { Secrets } from './secrets';
import type { Settings } from './settings';

/** A request to the webhook, with the names of its headers in small letters. */
export interface Request {
	/** The bytes as they came: a signature is made over them. */
	body: Buffer;
	headers: Readonly<Record<string, unknown>>;
}

/** The trigger's secrets, settings, and memory, by which a request is judged. */
export interface Door {
	secrets: Secrets;
	settings: Settings;
	/** The open ID of the app's bot, where mentions of it matter. */
	botId?: string;
	repeats: Repeats;
	/** In milliseconds. */
	now: number;
}

/** The trigger's decision about a request. `because` goes to n8n's log only; the sender is told nothing. */
export type Verdict =
	| { kind: 'refuse'; because: string; wantsBot?: { tenantKey: string } }
	| { kind: 'echo'; challenge: string }
	| { kind: 'ignore' }
	| { kind: 'run'; item: IDataObject; answer: IDataObject };

/** Judges a request. The challenge comes before the signature, since Feishu does not sign it. */
export function receive({ body, headers }: Request, door: Door): Verdict {
	const { secrets, now } = door;
	const read = readBody(body, secrets.encryptKey);
	if (typeof read === 'string') return refuse(read);
	if (read.type === 'url_verification') return echo(read, secrets);
	if (secrets.encryptKey !== undefined) {
		const why = whyNotSigned(headers, body, secrets.encryptKey, now);
		if (why !== undefined) return refuse(why);
	}
	const event = readEvent(read);
	if (event === undefined) return refuse('it holds no event');
	if (!isSame(secrets.verificationToken, event.token)) return refuse(otherToken);
	if (event.appId !== secrets.appId) return refuse('it is for another app');
	return verdictOn(event, door);
}

/**
 * The bot is unknown for a moment during the activation, after another app was entered in the credential, and until a
 * store app has its first ticket. Feishu sends a refused event again for seven hours.
 */
const botUnknown =
	"the trigger does not know the app's bot yet, whose mentions it waits for; it asks for it now, and Feishu sends the event again";

const otherToken = "its Verification Token is not the credential's";

function refuse(because: string) {
	return { kind: 'refuse' as const, because };
}

/**
 * Feishu's challenges are UUIDs or shorter. Encryption alone does not stop a stranger from putting blocks of an
 * overheard event into a challenge to have them echoed as plain text. This form does: at the seams, such blocks decrypt
 * to random bytes.
 */
const challengeForm = /^[\x21-\x7e]{1,256}$/;

function echo({ token, challenge }: Fields, { verificationToken }: Secrets): Verdict {
	if (!isSame(verificationToken, token)) return refuse(otherToken);
	return typeof challenge === 'string' && challengeForm.test(challenge)
		? { kind: 'echo', challenge }
		: refuse('it holds no challenge');
}

function verdictOn(event: FeishuEvent, { settings, repeats, botId }: Door): Verdict {
	const kind = kindOf(event, settings);
	if (kind === undefined) return { kind: 'ignore' };
	const key = `${event.type} ${kind.repeatKey?.(event) || event.id}`;
	if (repeats.has(key)) return { kind: 'ignore' };
	const fits = kind.fits ? kind.fits(event, settings, botId) : true;
	if (fits === undefined) {
		return { ...refuse(botUnknown), wantsBot: { tenantKey: event.tenantKey } };
	}
	if (!fits) return { kind: 'ignore' };
	const run = {
		kind: 'run' as const,
		item: itemOf(event, kind, settings),
		answer: kind.answer?.(settings) ?? {},
	};
	repeats.add(key);
	return run;
}

function itemOf(event: FeishuEvent, kind: EventKind, { simplify }: Settings): IDataObject {
	const whole = event.envelope as IDataObject;
	return {
		...known({
			event_type: event.type,
			event_id: event.id,
			app_id: event.appId,
			tenant_key: event.tenantKey,
		}),
		...(simplify && kind.item ? kind.item(event) : whole),
	};
}
