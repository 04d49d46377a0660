/** How events are delivered, and where the documents leave open how they are. */
export interface EventSettings {
	/** So long an answer to an event or to a click is waited for. */
	answerWithinMs: number;
	/** So long the echo of a challenge is waited for. */
	challengeWithinMs: number;
	/** Whether an event that is sent again is signed anew, with the time of then, is not documented. */
	retriesSignedAnew: boolean;
	/** Whether a recall through the API is told to the app that asked for it is not documented. */
	ownRecallsComeBack: boolean;
	/** That an app is not told what its own bot says is only to be concluded from the scopes. */
	ownMessagesComeBack: boolean;
}

export const defaultEventSettings = (): EventSettings => ({
	answerWithinMs: 3_000,
	challengeWithinMs: 1_000,
	retriesSignedAnew: true,
	ownRecallsComeBack: true,
	ownMessagesComeBack: false,
});
