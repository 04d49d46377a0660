const layout = [
	'direction',
	'padding',
	'horizontal_spacing',
	'horizontal_align',
	'vertical_spacing',
	'vertical_align',
	'elements',
];
const button = ['type', 'size', 'width', 'text', 'icon', 'hover_tips', 'disabled', 'disabled_tips'];
const acting = ['confirm', 'behaviors', 'value', 'url', 'multi_url', 'name', 'required'];

/** The parts of a 2.0 card that are no elements, with the properties they may have. */
export const cardParts = {
	ROOT: ['schema', 'config', 'card_link', 'header', 'body'],
	config: [
		'update_multi',
		'enable_forward',
		'enable_forward_interaction',
		'streaming_mode',
		'streaming_config',
		'summary',
		'locales',
		'width_mode',
		'style',
		'use_custom_translation',
	],
	header: [
		'title',
		'subtitle',
		'text_tag_list',
		'i18n_text_tag_list',
		'template',
		'icon',
		'padding',
	],
	body: layout,
} as const;

/** The properties of these elements; all of them may have `tag`, `element_id`, and `margin`. */
export const elementProperties: Record<string, readonly string[]> = {
	markdown: ['content', 'i18n_content', 'text_size', 'text_align', 'icon', 'href'],
	div: ['text', 'icon', 'width', 'fields', 'extra'],
	hr: [],
	img: ['img_key', 'alt', 'title', 'corner_radius', 'scale_type', 'size', 'transparent', 'preview'],
	column_set: [...layout, 'flex_mode', 'background_style', 'columns', 'action'],
	column: [...layout, 'background_style', 'width', 'weight', 'action'],
	collapsible_panel: [...layout, 'expanded', 'background_color', 'header', 'border'],
	button: [...button, ...acting, 'form_action_type'],
};

/** Elements whose properties are not looked at here, because their pages were not at hand. */
const otherElements = [
	'audio',
	'chart',
	'checker',
	'date_picker',
	'form',
	'img_combination',
	'input',
	'interactive_container',
	'multi_select_person',
	'multi_select_static',
	'overflow',
	'person',
	'person_list',
	'picker_datetime',
	'picker_time',
	'select_img',
	'select_person',
	'select_static',
	'table',
];

/** Not among them: `action` and `note`, which only 1.0 has. */
export const elementsOfCard2 = new Set([...Object.keys(elementProperties), ...otherElements]);
