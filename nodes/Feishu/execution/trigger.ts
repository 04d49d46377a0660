import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { systemClock } from '../client/clock';
import { receive, type Door, type Verdict } from '../events/receive';
import { succeeded, type Result } from '../errors/Failure';
import { causeOf, messageOf } from '../errors/sentence';
import { comesWithEvents, findBot, knownBot } from './bot';
import { readPanel } from './panel';
import { repeatsOf } from './repeats';

/** The answer to a request, and the item that starts the workflow, if the request starts it. */
export interface Response {
	status: 200 | 401;
	body: IDataObject;
	item?: IDataObject;
	/** Work that begins once the request is answered; it never throws. */
	afterwards?: () => Promise<void>;
}

/**
 * Answers a request to the webhook, and never throws: n8n would make a failed execution of it, and start the error
 * workflow, for every stranger.
 */
export async function answer(context: IWebhookFunctions): Promise<Response> {
	const verdict = await judge(context);
	switch (verdict.kind) {
		case 'refuse':
			warn(context, `refused a request: ${verdict.because}`);
			return {
				status: 401,
				body: {},
				...(verdict.wantsBot && { afterwards: findLater(context, verdict.wantsBot.tenantKey) }),
			};
		case 'echo':
			return { status: 200, body: { challenge: verdict.challenge } };
		case 'ignore':
			return { status: 200, body: {} };
		case 'run':
			return { status: 200, body: verdict.answer, item: verdict.item };
	}
}

async function judge(context: IWebhookFunctions): Promise<Verdict> {
	try {
		const door = await openDoor(context);
		if (!door.ok) return { kind: 'refuse', because: causeOf(door.failure) };
		// Only a form of several parts has no bytes: n8n has taken it apart, and Feishu sends none.
		const { rawBody: body = Buffer.alloc(0) } = context.getRequestObject();
		return receive({ body, headers: context.getHeaderData() }, door.value);
	} catch (error) {
		return { kind: 'refuse', because: `it could not be judged${messageOf(error)}` };
	}
}

async function openDoor(context: IWebhookFunctions): Promise<Result<Door>> {
	const read = await readPanel(context);
	if (!read.ok) return read;
	const { secrets, settings } = read.value;
	const botId = settings.onlyWhenMentioned ? knownBot(context, secrets) : undefined;
	const trigger = [context.getMode(), context.getWorkflow().id, context.getNode().id];
	const repeats = repeatsOf(JSON.stringify(trigger));
	return succeeded({ secrets, settings, botId, repeats, now: systemClock.now() });
}

/** The check at activation: fields that can be used, and a known bot unless only events can make it known. */
export async function prepare(context: IHookFunctions): Promise<Result<void>> {
	const read = await readPanel(context);
	if (!read.ok) return read;
	const { credential, secrets, settings } = read.value;
	if (!settings.onlyWhenMentioned || knownBot(context, secrets) !== undefined) {
		return succeeded(undefined);
	}
	// Nothing is asked of Feishu while it waits for an answer, and the processes that answer are not always this one.
	const found = await findBot(context, secrets);
	return found.ok || !comesWithEvents(credential, found.failure) ? found : succeeded(undefined);
}

/** Asks for the bot when the event that needs it has been refused, and so will come again. */
function findLater(context: IWebhookFunctions, tenantKey: string) {
	return async () => {
		try {
			const read = await readPanel(context);
			const found = read.ok ? await findBot(context, read.value.secrets, tenantKey) : read;
			if (!found.ok) warn(context, `does not know the app's bot yet: ${causeOf(found.failure)}`);
		} catch (error) {
			warn(context, `does not know the app's bot yet${messageOf(error)}`);
		}
	};
}

function warn(context: IWebhookFunctions, what: string): void {
	const { id } = context.getWorkflow();
	context.logger.warn(`${context.getNode().name} ${what}`, { workflowId: id });
}
