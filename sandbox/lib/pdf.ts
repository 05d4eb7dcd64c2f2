/** A PDF of one page that shows its own name. */
export function onePagePdf(name: string): Buffer {
	const line = `${name}: a file of the sandbox`.replace(/[^\x20-\x7e]|[()\\]/g, ' ');
	const drawing = `BT /F1 16 Tf 60 760 Td (${line}) Tj ET`;
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
		`<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
	];
	let text = '%PDF-1.4\n';
	const places = objects.map((object, index) => {
		const place = text.length;
		text += `${index + 1} 0 obj\n${object}\nendobj\n`;
		return `${String(place).padStart(10, '0')} 00000 n \n`;
	});
	const start = text.length;
	const size = objects.length + 1;
	text += `xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}`;
	text += `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
	return Buffer.from(text);
}
