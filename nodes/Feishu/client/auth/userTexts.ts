import type { ReasonTexts } from '../Api';

/** Advice for a person, where the common texts speak of an app. */
export const userTexts = {
	permission_missing: {
		nextStep:
			'Add the scope {scope} to the app and the credential, then connect the account again.',
		hint: "In the Developer Console, add {scopes} for user access under Permissions & Scopes and publish a version. Then add it to 'Scope' in the credential and connect the account again.",
	},
	token_rejected: {
		nextStep: 'Connect the account again in the credential.',
		hint: 'Open the Feishu OAuth2 API credential, check the Region, and connect the account again.',
	},
} satisfies ReasonTexts;
