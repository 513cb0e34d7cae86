// The door to all formats: bytes in, statements out, or one refusal of the whole file.
import { parseBai2 } from "./formats/bai2";
import { parseCamt } from "./formats/camt";
import { parseCsv } from "./formats/csv";
import type { CsvMap } from "./formats/csv-map";
import { parseMt940 } from "./formats/mt940";
import { parseOfx } from "./formats/ofx";
import { BankFileError } from "./statement";
import type { BankFormat, BankStatement } from "./statement";
import { decodeBankFile } from "./text";

/**
 * Reads a bank file.
 *
 * @param bytes  the whole file, at most 20 MiB
 * @param format what it is; nothing is guessed
 * @param map    the column map, for CSV only
 * @returns its statements in file order; money as signed decimal strings from the account holder's view, days as written
 * @throws BankFileError for any fault; there is no partial answer
 *
 * @example readBankFile({ bytes, format: "ofx" })[0]?.lines[0]?.amount // "-12.34"
 */
export function readBankFile({
  bytes,
  format,
  map,
}: {
  bytes: Uint8Array;
  format: BankFormat;
  map?: CsvMap | undefined;
}): BankStatement[] {
  const text = decodeBankFile(bytes, format);
  switch (format) {
    case "bai2":
      return parseBai2(text);
    case "camt053":
      return parseCamt(text);
    case "ofx":
      return parseOfx(text);
    case "mt940":
      return parseMt940(text);
    case "csv":
      if (!map) throw new BankFileError("column-map", null, "A CSV file needs a column map.");
      return parseCsv(text, map);
  }
}
