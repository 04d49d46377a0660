import type { INodeProperties } from 'n8n-workflow';

import { messageTypeOptions } from '../content/read/messageTypes';
import { kinds } from './kinds';

const inOrder = [
	'Events & Callbacks > Encryption Strategy: set an Encrypt Key, and copy it and the Verification Token into the credential.',
	"Activate (publish) this workflow, which has the Production URL then. To try it out, click 'Execute step' instead, and use the Test URL within two minutes.",
	'Event Configuration, and Callback Configuration for card actions: choose to receive at a request URL, paste the URL from the Webhook URLs above, and save.',
	'Add the events there, and the scopes that the console asks for.',
	'Version Management & Release: publish a version.',
];

/** The steps in Feishu's console, which no API can take for a person. n8n 2.x shows only the tags of lists. */
const steps: INodeProperties = {
	displayName: [
		'In the Developer Console, in this order:',
		`<ul>${inOrder.map((step, index) => `<li>${index + 1}. ${step}</li>`).join('')}</ul>`,
		'Feishu keeps one URL for an app: use one Feishu Trigger for each app, and not the Test URL and the Production URL at once. ',
		'Without an Encrypt Key nothing is signed: whoever learns the Verification Token can start this workflow with messages of their own making.',
	].join(''),
	name: 'notice',
	type: 'notice',
	default: '',
};

const events: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	required: true,
	options: kinds.map(({ option }) => option),
	default: ['messageReceived'],
	description: 'The events that start the workflow. All others are ignored.',
};

const otherEvents: INodeProperties = {
	displayName: 'Other Events',
	name: 'otherEvents',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. im.chat.updated_v1, app_ticket',
	description: "Feishu's types of the events, separated by commas",
	displayOptions: { show: { events: ['other'] } },
};

const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Chat IDs',
			name: 'chatIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. oc_84983ff6516d731e5b5f68d4ea2e1da5',
			description: 'The chats whose messages start the workflow, separated by commas',
		},
		{
			displayName: 'Ignore Bots',
			name: 'ignoreBots',
			type: 'boolean',
			default: true,
			description:
				"Whether to leave out messages of bots, the app's own among them. Turned off, two bots may answer each other without end.",
		},
		{
			displayName: 'Message Types',
			name: 'messageTypes',
			type: 'multiOptions',
			options: messageTypeOptions,
			default: [],
			description: 'The types of messages that start the workflow',
		},
		{
			displayName: 'Only When Mentioned',
			name: 'onlyWhenMentioned',
			type: 'boolean',
			default: false,
			description:
				"Whether, of messages in groups, only those that mention the app's bot by name start the workflow. What is written to the bot alone always does, and a mention of everyone does not. The bot is looked up at Feishu when the workflow is activated; for a store app without its first ticket, when that has come and a message mentions somebody.",
		},
		{
			displayName: 'Toast',
			name: 'toast',
			type: 'string',
			default: '',
			placeholder: 'e.g. Got it',
			description: 'A text that is shown for a moment to whoever acted on a card',
		},
	],
};

/** A hidden twin of the options: n8n would make an empty collection of one expression that stands for all of them. */
const optionsAsOne: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'hidden',
	default: {},
};

/** The trigger's panel. */
export const properties = [steps, events, otherEvents, simplify, options, optionsAsOne];
