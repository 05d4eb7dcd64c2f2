import { adminOperations } from './admins';
import { appointmentOperations } from './appointments';
import { appointmentTypeOperations } from './appointmentTypes';
import { formOperations } from './forms';
import { linkOperations } from './links';
import { locationOperations } from './locations';
import { messageOperations } from './messages';
import type { Operations } from './operation';
import { patientOperations } from './patients';
import { practiceGroupOperations } from './practiceGroup';
import { practitionerOperations } from './practitioners';
import { slotOperations } from './slots';

/** Every operation the sandbox carries out, by operationId. */
export const operations: Operations = {
	...practiceGroupOperations,
	...adminOperations,
	...patientOperations,
	...messageOperations,
	...appointmentOperations,
	...slotOperations,
	...practitionerOperations,
	...locationOperations,
	...appointmentTypeOperations,
	...linkOperations,
	...formOperations,
};
