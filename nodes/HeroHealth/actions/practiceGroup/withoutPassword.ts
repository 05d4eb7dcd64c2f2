import type { IDataObject } from 'n8n-workflow';

/** The login at the prescription partner is written, never read, whatever Hero answers. */
export const withoutPassword = (answer: IDataObject): IDataObject =>
	JSON.parse(
		JSON.stringify(answer, (name, value: unknown) => (name === 'password' ? undefined : value)),
	) as IDataObject;
