/**
 * The titles that Hero accepts (PatientTitle in api/hero-public-api.yaml, without the empty one). Mx stands
 * first, since the first option is the default.
 */
export const titles = (
	'Mx, Baron, Baroness, Brigadier, Count, Colonel, Countess, Captain, Dame, ' +
	'The Dowager Viscountess, Dr, Duchess, Duke, Earl, His Excellency, Father, H.E. Ambassador Mr, ' +
	'H.E. Mr, H.E. Mrs, Her Grace, His Grace, The Hon, The Hon Mr, The Hon Mrs, HRH, HRH Prince, ' +
	'HRH Princess, Insurance, HM King, Lady, Lord, Major, Master, Miss, Mr, Mrs, Ms, Mss, Pr, ' +
	'Professor, HM Queen, Rabbi, Reverend, Sheikh, Sheikha, Sir, The, Viscount, Viscountess'
).split(', ');
