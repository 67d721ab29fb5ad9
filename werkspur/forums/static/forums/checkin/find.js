// Finding people by name: every word typed begins a word of the name or the company; "Mueller" finds "Müller".
const MOST = 8;

export const folded = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/ß/g, "ss")
  .replace(/([aou])e/g, "$1");

export function find(people, text) {
  const wanted = folded(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  if (!wanted.length || wanted.join("").length < 2) { return []; }
  return people.filter(({ name, company }) => {
    const words = folded(`${name} ${company}`).split(/[^\p{L}\p{N}]+/u);
    return wanted.every((each) => words.some((word) => word.startsWith(each)));
  }).sort((one, other) => one.name.localeCompare(other.name, "de")).slice(0, MOST);
}
