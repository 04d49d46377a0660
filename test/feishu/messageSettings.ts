/** Behavior of the message APIs where documents and reports leave it open or contradict each other. */
export interface MessageSettings {
	/** Messages a second to one chat, of all its bots together, or to one person; updates of one card. null: no limit. */
	chatPerSecond: number | null;
	/** 230001 with `invalid receive_id` was recorded, 230034 is documented for the same. */
	unknownReceiverCode: 230001 | 230034;
	/** Both are documented for people who have left. */
	resignedUserCode: 230013 | 230029;
	/** The fate of an unknown id in an at of a text or post is not documented. */
	unknownMention: 'kept' | 'refused';
	/** Documented, while some report that style tags of texts arrive as typed. */
	textStyles: 'read' | 'literal';
	/** Whether sending, answering, and forwarding share their keys (`uuid`) is not documented. */
	uuidCountsPer: 'app' | 'api';
	/** For so long after the first request its repeats with the same `uuid` hear that it is being sent. */
	stillSendingMs: number;
	/** Documented for all that is gone, and for all sources recalled; which one wins is not. */
	recalledForwardCode: 230065 | 230110 | 230064;
	/** The code for editing a card; both were reported. */
	cardEditCode: 230054 | 230001;
	/** The page's sample of edit's answer has seconds where all others have milliseconds. */
	editTimesInSeconds: boolean;
	/** The code for an update without `update_multi` on both sides is not documented. */
	unsharedCardCode: number;
	/** Feishu's own plugin sends it in 2.0 cards, while unknown properties are documented as errors. */
	wideScreenModeInCard2: boolean;
	/** More tables than these in a card were seen refused. */
	mostTablesInCard: number;
	/** Documented for apps only, while Feishu's own command line uploads as a person as well. */
	usersMayUpload: boolean;
	/** An upload of unknown length was reported to be refused with each of these. */
	chunkedUploadCode: 99992402 | 234011 | 234001;
	/** Feishu's own SDK uploads parts without a file name; with images this was reported to fail. */
	namelessParts: 'refused for images' | 'refused' | 'taken';
	/** More than 64 characters are documented to find nothing. */
	longChatSearch: 'empty' | 'refused';
	/** Of a chat that one is not in, some fields are documented, and a refusal (232011) as well. */
	chatFromOutside: 'short' | 'refused';
	/** Whether a message of the very second that bounds a list is in it is not documented. */
	timeBounds: 'included' | 'excluded';
	/** For listing a chat of two, im:message.p2p_msg:readonly is asked for by some and not documented. */
	botNeedsP2pScope: boolean;
}

export const defaultMessageSettings = (): MessageSettings => ({
	chatPerSecond: null,
	unknownReceiverCode: 230001,
	resignedUserCode: 230013,
	unknownMention: 'kept',
	textStyles: 'read',
	uuidCountsPer: 'app',
	stillSendingMs: 0,
	recalledForwardCode: 230065,
	cardEditCode: 230054,
	editTimesInSeconds: false,
	unsharedCardCode: 230001,
	wideScreenModeInCard2: true,
	mostTablesInCard: 3,
	usersMayUpload: true,
	chunkedUploadCode: 99992402,
	namelessParts: 'refused for images',
	longChatSearch: 'empty',
	chatFromOutside: 'short',
	timeBounds: 'included',
	botNeedsP2pScope: false,
});
