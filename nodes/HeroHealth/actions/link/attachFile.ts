import { rejectInput } from '../../form/fields';
import type { InputFile, PrepareContext, Values } from '../../form/operation';
import { hasFailedExpression } from '../../form/values/failedExpressions';

/** The largest file, a limit of this node, since Hero documents none. A letter or a scan is far smaller. */
const maxFileBytes = 10 * 1024 * 1024;

/** Adds the file of the input item to the body. Throws a UserError for a file that cannot be sent. */
export async function attachFile(
	{ formOnly, body }: Values,
	{ readFile }: PrepareContext,
): Promise<void> {
	if (formOnly.file !== 'item') return;
	const file = await readFile(formOnly.data_field as string);
	if (!file) {
		return rejectInput("'Input Data Field Name' names no file", 'Use the name in the input item.');
	}
	body.file_data = encode(file, formOnly.encoding === 'dataUrl');
	if (body.file_name === undefined && hasFailedExpression(file.name ?? '')) {
		rejectInput('The name of the file contains a failed expression', 'Add File Name.');
	}
	body.file_name ??= file.name ?? 'attachment';
}

function encode({ content, type }: InputFile, asDataUrl: boolean): string {
	if (content.length === 0) rejectInput('The file is empty', 'Check the node that provides it.');
	if (content.length > maxFileBytes) {
		rejectInput('The file is larger than 10 MB', 'Send a smaller file.');
	}
	const data = content.toString('base64');
	return asDataUrl ? `data:${type};base64,${data}` : data;
}
