import type { CodeRow } from '../../errors/codes';

const builder = 'Open the card in the card builder of Feishu, which marks what is wrong.';

const template = 'Publish the template in the card builder, and allow this app to use it there.';

/**
 * Why Feishu refuses a card: the code within the words of 230099, "ext=ErrCode: 11310; ErrMsg: …".
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/create
 */
export const cardDetails: NonNullable<CodeRow['details']> = [
	detail(
		100290,
		'it mentions a person whom the app does not know',
		'Correct the ID of the person.',
	),
	// One code for several causes; Feishu's words follow.
	detail(
		11310,
		'it has too many elements or tables, or its template or its buttons are not for this app',
		'Take out elements, or correct what Feishu names.',
		'A card takes 200 elements at most, and few tables. A template has to be shared with this app in the card builder.',
	),
	detail(200380, 'its template is not published', 'Publish the template.', template),
	detail(
		200381,
		'its template is not for this app',
		'Allow this app to use the template.',
		template,
	),
	detail(
		200621,
		'its JSON is not a card, or has a property that Feishu does not know',
		'Correct the property that Feishu names.',
		'A card with "schema": "2.0" may have only properties that this version knows; one without it is of version 1.0.',
	),
	detail(
		200732,
		'a variable of its template has the wrong type',
		"Correct 'Template Variables'.",
		'The card builder shows the type of each variable of the template.',
	),
	detail(
		200737,
		'a variable of its template has the wrong form',
		"Correct 'Template Variables'.",
		'The card builder shows the form of each variable of the template.',
	),
	detail(200550, 'one of its charts is not valid', 'Correct the chart.'),
	detail(200570, 'one of its image keys is not valid', 'Upload the image with this app first.'),
	detail(200861, 'it has an element that version 2.0 does not know', 'Replace the element.'),
	detail(200914, 'the rows of a table are not valid', 'Correct the table.'),
	detail(200915, 'the rows of a table are not valid', 'Correct the table.'),
	detail(300220, 'its audio element is not valid', 'Correct the audio element.'),
	detail(300230, 'its audio element is not valid', 'Correct the audio element.'),
	detail(300240, 'its audio element is not valid', 'Correct the audio element.'),
	detail(
		200830,
		'a card of version 2.0 cannot become one of version 1.0',
		'Add "schema": "2.0" to the card and build it for that version.',
	),
];

function detail(code: number, cause: string, nextStep: string, hint = builder) {
	return [
		new RegExp(`\\bErrCode: ?${code}\\b`),
		{ cause: `the card was refused: ${cause}`, nextStep, hint },
	] as const;
}
