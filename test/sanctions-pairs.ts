// Names to screen against the made-up list of sandbox/sanctions, each labeled by hand before the weights were chosen: whether
// it is meant to be the listed person. Written for this project; nobody is real. A line is NAME or NAME | BORN or
// NAME | BORN | COUNTRY.

export type LabeledPair = {
  listId: string;
  name: string;
  born: string | null;
  country: string | null;
  isMatch: boolean;
  /** Weights were chosen on one half; the other half shows what they are worth on names that nobody looked at. */
  half: "tuning" | "checking";
};

type Labeled = { matches: string[]; misses: string[] };

const LABELED: Readonly<Record<string, Labeled>> = {
  // KARIMZADA, Farhad Yusuf, March 12, 1961, Iran; KARIM ZADEH, Ferhad
  9001: {
    matches: [
      "Farhad Karimzada",
      "Karimzada Farhad Yusuf",
      "Farhad Yousef Karimzadeh",
      "Farhad Karimzade | 1961-03-12",
      "Farhad Y. Karimzada",
      "Ferhad Karim-Zadeh",
      "Farhaad Karimzada",
      "F. Y. Karimzada | 1961-12-03",
      "Farhd Karimzada",
    ],
    misses: [
      "Farhad Yusufov",
      "Farid Karimov",
      "Farhad Karimzada | 1994-06-01",
      "Farhad Rahimzada",
      "Yusuf Karim",
      "Karim Zaman",
      "Samuel Clerk",
    ],
  },
  // AL-MUTAWALLI, Abd al-Rahman Hamdan, 1958, circa 1957, Syria; AL-MUTWALI, Abdurrahman
  9002: {
    matches: [
      "Abdulrahman Al Mutawalli",
      "Abd al Rahman Hamdan Almutawalli",
      "Abdel Rahman al-Mutawali",
      "Abdul Rahman Mutawalli",
      "Abdurahman Hamdan Al-Mutawalli | 1958-05-20",
      "Mutawalli Abdelrahman",
      "Abdalrahman Hamdan al-Motawalli",
      "Abdul-Rahman Hamdan Mutwalli | 1956-01-01",
    ],
    misses: [
      "Abdul Rahman",
      "Abdulrahman Al Mutairi",
      "Abdullah Al Mutawa",
      "Abdul Rahman Hamdan Al-Mutawalli | 1989-02-11",
      "Hamdan Al Maktoum",
      "Rahman Khalil",
    ],
  },
  // VORONTSEV, Dmitri Anatolyevich, November 3, 1970, Russia; VORONTSOV, Dmitry
  9003: {
    matches: [
      "Dmitry Vorontsev",
      "Dmitriy Anatolievich Vorontsev",
      "Dimitri Vorontsov",
      "Vorontsev D. A.",
      "Dmitrij Woronzew",
      "Дмитрий Воронцов",
      "Dmitri Vorontsev | 1970-11-03",
      "Dmitri Vorontsef",
      "Dmitri A. Vorontzev",
    ],
    misses: [
      "Dmitry Voronin",
      "Denis Vorontsov",
      "Dmitri Anatolyevich Volkov",
      "Anatoly Vorontsov",
      "Dmitri Vorontsev | 1998-11-03",
      "Dmitry Medvedko",
      "Darya Vorontsova",
    ],
  },
  // QUINTERO BARRANTES, Rodolfo Emilio, August 24 or July 5, 1951, Colombia; QUINTERO, Rudolfo
  9004: {
    matches: [
      "Rodolfo Quintero",
      "Rodolfo Emilio Quintero Barrantes",
      "Rodolfo Quintero Barrantes",
      "Quintero Rodolfo E.",
      "Rodolfo Emilo Quintero",
      "Rodolpho Quintero | 1951-07-05",
      "Rodolfo Qintero Barantes",
      "R. E. Quintero Barrantes | 1951-08-24",
    ],
    misses: [
      "Emilio Barrantes",
      "Emilio Quintana",
      "Roberto Quintero",
      "Rodolfo Quiroga",
      "Rodolfo Quintero | 1984-10-10",
      "Rosa Quintero Barrantes",
      "Rodolfo Fuentes",
      "Ricardo Panadero",
    ],
  },
  // OKONJO-ADEBAYO, Chukwuemeka, 1966 to 1968, Nigeria
  9005: {
    matches: [
      "Chukwuemeka Okonjo Adebayo",
      "Chukwuemeka Okonjo",
      "Chukwemeka Okonjo-Adebayo",
      "Okonjo-Adebayo Chukwuemeka | 1967-02-14",
      "Chukwu Emeka Okonjo Adebayo",
      "Chukwuemeka Okonjoadebayo",
    ],
    misses: [
      "Emeka Okafor",
      "Chukwudi Okonkwo",
      "Ngozi Okonjo",
      "Chukwuemeka Okoro",
      "Chukwuemeka Eze",
      "Tunde Adebayo",
      "Chukwuemeka Okonjo | 1999-01-01",
    ],
  },
  // PHAM, Van Duc, January 15, 1955, Vietnam; formerly PHAM, Duc Van Tran
  9006: {
    matches: [
      "Pham Van Duc",
      "Van Duc Pham",
      "Phạm Văn Đức",
      "Duc Pham | 1955-01-15",
      "Pham Van Duk",
      "Duc Van Tran Pham",
    ],
    misses: [
      "Pham Van Dong",
      "Van Pham",
      "Nguyen Van Duc",
      "Pham Thi Hoa",
      "Pham Van Duc | 1990-04-09",
      "Duc Nguyen",
      "Phan Van Du",
    ],
  },
  // RI, Chol-min, September 1963, North Korea; LEE, Cheol Min
  9007: {
    matches: [
      "Ri Chol Min",
      "Chol-Min Ri",
      "Ri Cholmin",
      "Lee Cheol-min",
      "Cheolmin Lee",
      "Ri Chol Min | 1963-09-17",
    ],
    misses: [
      "Kim Chol Min",
      "Ri Chol",
      "Lee Min",
      "Ri Sol-ju",
      "Lee Cheol Ho",
      "Lee Cheol Min | 1993-05-05",
      "Rich Olmin",
      "Min Lee",
    ],
  },
  // DZHAMALOV, Ruslan Akhmedovich, December 31, 1979, Russia; JAMALOV, Ruslan
  9008: {
    matches: [
      "Ruslan Dzhamalov",
      "Ruslan Djamalov",
      "Ruslan Jamalov | 1979-12-31",
      "Джамалов Руслан",
      "Ruslan Akhmedovich Dzhamalov",
      "Ruslan Ahmedovich Jamalov",
      "Rouslan Dzhamalov",
    ],
    misses: [
      "Ruslan Kamalov",
      "Ruslan Akhmedov",
      "Rustam Jamalov",
      "Ruslan Dzhabrailov",
      "Aslan Jamalov",
      "Ruslan Jamalov | 2001-01-20",
      "Jamal Ruslanov",
    ],
  },
  // MUHAMMADI, Hassan Ghulam, circa 1960, Afghanistan; MOHAMMADI, Hasan Gholam
  9009: {
    matches: [
      "Hassan Muhammadi",
      "Hasan Ghulam Mohammadi",
      "Hassan Gulam Muhamadi",
      "Mohammedi Hassan | 1961-04-04",
      "Ghulam Hassan Muhammadi",
      "Hasan Mohammady",
      "Haji Hassan Muhammadi",
    ],
    misses: [
      "Hassan Muhammad Ali",
      "Hussein Mohammadi",
      "Hassan Rezai",
      "Ghulam Nabi",
      "Hassan Mahmoudi",
      "Hassan Mohammadi | 1991-09-09",
      "Reza Mohammadi",
      "Hassan Hassan",
    ],
  },
  // O'DRISCOLL-FLYNN, Ciaran, March 17, 1968, Ireland
  9010: {
    matches: [
      "Ciaran O'Driscoll Flynn",
      "Ciarán O’Driscoll-Flynn",
      "Ciaran ODriscoll",
      "Ciaran O Driscoll Flynn",
      "Kieran O'Driscoll-Flynn | 1968-03-17",
      "Ciaran O'Driscol Flynn",
    ],
    misses: [
      "Ciaran Flynn",
      "Ciaran O'Connor",
      "Sean O'Driscoll",
      "Kieran Flynn",
      "Ciara O'Donnell",
      "Ciaran O'Driscoll | 1995-03-18",
    ],
  },
  // DE LA TORRE VILLALPANDO, Maria Guadalupe, July 8, 1978, Mexico; DE LA TORRE, Lupita
  9011: {
    matches: [
      "Maria Guadalupe de la Torre Villalpando",
      "Maria de la Torre Villalpando",
      "María Guadalupe Delatorre",
      "Lupita De La Torre",
      "Maria G. de la Torre | 1978-08-07",
      "Maria Guadalupe Torre Villalpando",
      "De La Torre Villalpando, Ma Guadalupe | 1978-07-08",
    ],
    misses: [
      "Guadalupe Torres",
      "Maria Torres",
      "Maria Guadalupe Villanueva",
      "Maria de la Cruz",
      "Lupita Nieto",
      "Maria Guadalupe de la Torre | 1949-01-06",
      "Mario Torres Villa",
      "Guadalupe Villalobos",
    ],
  },
  // STOJKOVIĆ, Željko, February 28, 1951, Serbia
  9012: {
    matches: [
      "Zeljko Stojkovic",
      "Želјko Stojković",
      "Stojkovic Zeljko",
      "Zelko Stojkovic",
      "Zeljko Stoykovich",
      "Željko Stojkovič | 1951-02-28",
    ],
    misses: [
      "Zeljko Stojanovic",
      "Zoran Stojkovic",
      "Zeljko Petrovic",
      "Zeljka Markovic",
      "Zeljko Stojkovic | 1979-10-30",
      "Zlatko Stankovic",
    ],
  },
  // MÜLLERSCHÖN, Jürgen, June 19, 1951, Germany
  9013: {
    matches: [
      "Juergen Muellerschoen",
      "Jurgen Mullerschon",
      "Jürgen Müllerschön",
      "Müllerschön Jürgen | 1951-06-19",
      "Jurgen Mueller-Schoen",
    ],
    misses: [
      "Jürgen Müller",
      "Jurgen Schon",
      "Jörg Müllerschön",
      "Jürgen Müllerschön | 1983-06-18",
      "Jurgen Mullins",
    ],
  },
  // HADDADIN, Sa'id Mahmoud, 1949, Jordan; HADADIN, Saeed
  9014: {
    matches: [
      "Said Haddadin",
      "Saeed Haddadin",
      "Sa'eed Mahmoud Haddadin",
      "Saied Mahmud Hadadin",
      "Haddadin Said M.",
      "Said Hadadeen | 1949-07-01",
      "Sayid Haddadin | 1949-03-03",
    ],
    misses: [
      "Said Haddad",
      "Mahmoud Haddadi",
      "Saeed Hamdan",
      "Saad Haddadin",
      "Said Haddadin | 1986-12-12",
      "Salim Haddadin",
      "Mahmoud Said",
    ],
  },
  // XU, Zhenguo, December 1, 1972, China; HSU, Chen-kuo
  9015: {
    matches: [
      "Xu Zhenguo",
      "Zhenguo Xu",
      "Xu Zhen Guo",
      "Hsu Chenkuo",
      "Xu Zheng-guo | 1972-12-01",
      "Chen Kuo Hsu",
    ],
    misses: [
      "Xu Zhenyu",
      "Wu Zhenguo",
      "Xu Guo",
      "Zhen Guo",
      "Xu Jianguo",
      "Chen Kuo",
      "Xu Zhenguo | 1999-12-31",
      "Hsu Chen",
    ],
  },
  // BIN TALEB, Nasser Ali Faraj, October 10, 1955, Yemen; IBN TALIB, Nasir
  9016: {
    matches: [
      "Nasser bin Taleb",
      "Nasser Ali Faraj Bin Taleb",
      "Nasir ibn Talib",
      "Naser Ali Bintaleb",
      "Nasser Ali Taleb | 1955-10-10",
      "Nasr bin Talib",
    ],
    misses: [
      "Nasser Ali",
      "Ali Taleb",
      "Naser Faraj",
      "Abu Taleb",
      "Nasser Al Khelaifi",
      "Nasser bin Taleb | 1988-08-08",
      "Nabil bin Taleb",
    ],
  },
  // KOWALEWSKI, Stanisław, May 4, 1947, Poland
  9017: {
    matches: [
      "Stanislaw Kowalewski",
      "Stanisław Kowalewsky",
      "Stanislav Kovalevski",
      "Kowalewski S. | 1947-05-04",
      "Stansilaw Kowalewski",
    ],
    misses: [
      "Stanislaw Kowalski",
      "Stefan Kowalewski",
      "Stanislaw Kowalczyk",
      "Stan Kowal",
      "Stanislaw Kowalewski | 1975-04-04",
      "Stanislawa Kowalska",
    ],
  },
  // SMITH, Harold Ellsworth, April 22, 1950, United States
  9018: {
    matches: [
      "Harold Smith | 1950-04-22",
      "Harold E. Smith",
      "Harold Elsworth Smith",
      "Smith, Harold Ellsworth",
      "Harold Ellsworth Smyth",
      "H. E. Smith | 1950-04-22 | US",
      "Harrold E Smith | 1950-04-22",
    ],
    misses: [
      "Harry Smith",
      "Harold J. Smith",
      "Harold Smith | 1988-03-02",
      "Harold Ellsworth Smith | 1978-01-15",
      "Harold Ellsworth Smith Jr | 1979-01-15 | US",
      "Harriet Smith",
      "John Smith",
      "Hal Ellsworth",
      "Harold Smithson",
      "Howard Smith",
      "Harold Schmidt",
    ],
  },
  // GARCIA LOYOLA, Juan Carlos, November 9, 1968, Colombia
  9019: {
    matches: [
      "Juan Carlos Garcia Loyola",
      "Juan Garcia Loyola",
      "Juan C. García Loyola | 1968-11-09",
      "Garcia Loyola Juan Carlos",
      "Juan Carlos Garcia | 1968-09-11 | CO",
      "Jaun Carlos Garcia Loyola",
    ],
    misses: [
      "Carlos Garcia",
      "Juan Carlos Lopez",
      "Juan Loyola",
      "Juana Garcia",
      "Juan Carlos Garcia | 1990-06-17",
      "Jose Carlos Garcia",
      "Juan Garza",
      "Carlos Loyola Garcia",
      "Juan Gabriel Garcia",
    ],
  },
  // JOHNSON, Robert Tyrell, February 2, 1971, United States
  9020: {
    matches: [
      "Robert Tyrell Johnson",
      "Robert T. Johnson",
      "Robert Tyrel Johnson",
      "Robert Johnson | 1971-02-02",
      "Johnson Robert Tyrrell",
    ],
    misses: [
      "Robert Johnson | 1985-07-19",
      "Roberta Johnson",
      "Robert Johnston",
      "Robert Thomas Johnson",
      "Robert Tyrell | 1971-02-02",
      "Bob Johnson",
      "Ronald Johnson",
      "Tyrell Johnson",
      "Robert Jones",
      "Robin Robertson",
    ],
  },
  // YILMAZOĞLU, İsmail Hakkı, June 30, 1964, Turkey
  9021: {
    matches: [
      "Ismail Hakki Yilmazoglu",
      "İsmail Yılmazoğlu",
      "Ismail Yilmazoglou",
      "Ismael Hakki Yilmazoglu",
      "I. H. Yilmazoglu | 1964-06-30",
    ],
    misses: [
      "Ismail Yilmaz",
      "Ismail Hakki",
      "Ibrahim Yilmazoglu",
      "Hakki Yilmaz",
      "Ismail Yilmazoglu | 1992-06-29",
    ],
  },
  // NGUBANE-DLAMINI, Thabo, April 11, 1960, South Africa
  9022: {
    matches: [
      "Thabo Ngubane Dlamini",
      "Thabo Ngubane",
      "Thabo Ngubane-Dhlamini",
      "Tabo Ngubane Dlamini | 1960-11-04",
      "Dlamini-Ngubane Thabo",
    ],
    misses: [
      "Thabo Dlamini",
      "Themba Ngubane",
      "Thabo Mokoena",
      "Thandi Dlamini",
      "Thabo Ngubane | 1994-01-01",
    ],
  },
  // CHERNYSHENKO, Oleksandr Mykolayovych, September 21, 1969, Ukraine; CHERNYSHENKO, Aleksandr Nikolaevich
  9023: {
    matches: [
      "Oleksandr Chernyshenko",
      "Aleksandr Chernyshenko",
      "Alexander Chernyshenko",
      "Oleksander Chernishenko",
      "Олександр Чернишенко",
      "Alexandr Nikolayevich Chernyshenko | 1969-09-21",
      "Oleksandr Mykolaiovych Tchernyshenko",
    ],
    misses: [
      "Oleksandr Chernenko",
      "Oleksiy Chernyshenko",
      "Oleksandr Shevchenko",
      "Aleksandra Chernova",
      "Oleksandr Petrovych Chernyshenko",
      "Oleksandr Chernyshenko | 1997-02-28",
      "Dmytro Chernyshenko",
    ],
  },
  // AL-QAHTANI, Omar Khalid, June 6, 1982, Saudi Arabia; AL-KAHTANI, Umar
  9024: {
    matches: [
      "Omar Al Qahtani",
      "Umar Khalid al-Qahtani",
      "Omar Khaled Alqahtani",
      "Omer Al-Kahtani",
      "Qahtani Omar",
      "Omar Khalid Al Gahtani | 1982-06-06",
    ],
    misses: [
      "Omar Khalid",
      "Omar Al Qurashi",
      "Khalid Al Qahtani",
      "Amr Al Qahtani",
      "Omar Al Qahtani | 1999-03-03",
      "Omar Al Katheri",
      "Ali Al Qahtani",
      "Saad Khalid Al Qahtani",
    ],
  },
  // REZAEIAN, Gholamreza, 1953, Iran
  9025: {
    matches: [
      "Gholamreza Rezaeian",
      "Gholam Reza Rezaeian",
      "Ghulam Reza Rezaian",
      "Golamreza Rezaeyan | 1953-10-10",
      "Rezaeian Gholam-Reza",
    ],
    misses: [
      "Gholamreza Rezaei",
      "Reza Rezaeian",
      "Gholam Rezvani",
      "Gholamreza Takhti",
      "Gholamreza Rezaeian | 1982-05-05",
      "Alireza Rezaeian",
    ],
  },
  // SANTOS FIGUEIREDO, José António dos, February 14, 1959, Portugal
  9026: {
    matches: [
      "Jose Antonio dos Santos Figueiredo",
      "José Santos Figueiredo",
      "Jose A. Santos Figueiredo",
      "Jose Antonio Figueiredo Santos | 1959-02-14",
      "Jose Antonio dos Santos Figueredo",
    ],
    misses: [
      "Antonio Figueiredo",
      "Jose dos Santos Silva",
      "Jose Antonio Ferreira",
      "Joao Santos Figueiredo",
      "Jose Santos | 1987-07-07",
      "Antonio dos Santos",
    ],
  },
  // MBEKI-TSHABALALA, Jean-Pierre, December 25, 1961, Democratic Republic of the Congo
  9027: {
    matches: [
      "Jean Pierre Mbeki Tshabalala",
      "Jeanpierre Mbeki-Tshabalala",
      "Jean-Pierre Mbeki",
      "Jean P. Mbeki Tshabalala",
      "Mbeki Tshabalala Jean-Pierre | 1961-12-25 | CD",
    ],
    misses: [
      "Jean-Pierre Bemba",
      "Jean Tshabalala",
      "Pierre Mbeki",
      "Jean-Paul Mbeki",
      "Jean Pierre",
      "Jean-Pierre Mbeki | 1990-12-25",
    ],
  },
  // LEE, David Wei Ming, July 7, 1977, Singapore
  9028: {
    matches: [
      "David Lee Wei Ming",
      "Lee Wei Ming David",
      "David Wei-Ming Lee",
      "David W. M. Lee | 1977-07-07",
      "David Lee | 1977-07-07 | SG",
      "David Li Wei Ming",
    ],
    misses: [
      "David Lee | 1990-07-08",
      "Daniel Lee",
      "Wei Ming Tan",
      "Lee Wei",
      "Davis Leeman",
      "Ming Lee",
      "David Lynn Lee",
      "David Levy",
    ],
  },
  // BROWN, Michael, May 13, 1965, United Kingdom
  9029: {
    matches: [
      "Michael Brown",
      "Brown, Michael | 1965-05-13",
      "Micheal Brown",
      "Mr Michael Brown | 1965-05-13 | GB",
      "Michael Browne | 1965-05-13",
    ],
    misses: [
      "Michelle Brown",
      "Mitchell Brown",
      "Michael Brown | 1991-01-30",
      "Michael Braun | 1980-02-02",
      "Mike Brownlee",
      "Michael Bowen",
      "Michael Green",
      "Nicole Brown",
    ],
  },
  // HUSAYNOV, Elchin Rashid, August 27, 1974, Azerbaijan; HUSEYNOV, Elchin
  9030: {
    matches: [
      "Elchin Husaynov",
      "Elcin Huseynov",
      "Elchin Guseynov | 1974-08-27",
      "Elchin Rashid Husseinov",
      "Huseinov Elchin",
      "Elçin Hüseynov",
    ],
    misses: [
      "Elnur Huseynov",
      "Elchin Hasanov",
      "Elchin Ibrahimov",
      "Rashid Husaynov",
      "Elchin Huseynov | 1998-04-04",
      "Elman Huseynov",
    ],
  },
  // MERIDIAN CRESCENT TRADING CO., LTD.; M.C.T. COMPANY; CRESCENT MERIDIAN GENERAL TRADING LLC
  9031: {
    matches: [
      "Meridian Crescent Trading",
      "Meridian Crescent Trading Company Limited",
      "Crescent Meridian General Trading",
      "MCT Company",
      "Meridian Cresent Trading LLC",
      "The Meridian Crescent Trading Co",
    ],
    misses: [
      "Meridian Trading LLC",
      "Crescent Trading Co",
      "Meridian Capital Trading",
      "Crescent General Contracting",
      "Red Crescent Society",
      "Meridian Crest Farms",
    ],
  },
  // BANCO AUSTRAL DE FOMENTO S.A.; BAFSA
  9032: {
    matches: [
      "Banco Austral de Fomento",
      "Banco Austral Fomento SA",
      "BAFSA",
      "Banco Austral de Formento S.A.",
    ],
    misses: ["Banco de Fomento", "Banco Austral", "Banco Central de Fomento", "Austral Foods Inc", "BASF"],
  },
  // VOLGADONSTROY PJSC
  9033: {
    matches: [
      "Volgadonstroy",
      "PJSC Volgadonstroi",
      "Public Joint Stock Company Volgadonstroy",
      "Волгадонстрой",
    ],
    misses: ["Volga Dnepr", "Volgograd Stroy", "Donstroy", "Volgaburmash"],
  },
  // AL-NUJUM FOUNDATION FOR RELIEF; NOJOUM RELIEF FOUNDATION
  9034: {
    matches: [
      "Al Nujum Foundation for Relief",
      "Alnujum Relief Foundation",
      "Nujoum Foundation Relief",
      "Nojoum Relief Foundation Inc",
    ],
    misses: [
      "Al Noor Foundation",
      "Relief Foundation",
      "National Relief Foundation",
      "Al Nahda Foundation for Relief",
    ],
  },
  // CHOSANGWON MINING CORPORATION
  9035: {
    matches: [
      "Chosangwon Mining Corp",
      "Cho Sangwon Mining",
      "Chosangwon Mining Co Ltd",
      "Chosangwan Mining Corporation",
    ],
    misses: ["Chosun Mining", "Sangwon Cement", "Cho Mining Corporation", "Choson Mining Corporation"],
  },
  // INVERSIONES PALMARITO LTDA.
  9036: {
    matches: [
      "Inversiones Palmarito",
      "Inversiones Palmarito S.A.S.",
      "Inversion Palmarito Ltda",
      "Palmarito Inversiones",
    ],
    misses: [
      "Inversiones Palma",
      "Inversiones Palmeras Ltda",
      "Palmarito Foods LLC",
      "Inversiones Paramo",
      "Inmobiliaria Palmarito",
    ],
  },
  // KESTREL HARBOR SHIPPING GMBH; HARBOR KESTREL MARINE GMBH
  9037: {
    matches: [
      "Kestrel Harbor Shipping",
      "Harbor Kestrel Marine",
      "Kestrel Harbur Shipping GmbH",
      "Kestrel Harbor Shiping Ltd",
    ],
    misses: [
      "Kestrel Shipping",
      "Harbor Shipping",
      "Kestrel Capital LLC",
      "Harbor Marine Services",
      "Pearl Harbor Shipping",
    ],
  },
  // BLUE TERN IX; PACIFIC LANTERN (a vessel)
  9038: {
    matches: ["Blue Tern IX", "Pacific Lantern"],
    misses: ["Blue Tern X", "Blue Turner", "Pacific Lumber", "Blue Lantern"],
  },
  // MAR DEL OCASO (a vessel)
  9039: {
    matches: ["Mar del Ocaso", "Mar Ocaso"],
    misses: ["Mar del Plata", "Mario Ocasio", "Marta Ocampo"],
  },
};

/** All pairs; every second line of each list is for checking. @example labeledPairs().length */
export function labeledPairs(): LabeledPair[] {
  return Object.entries(LABELED).flatMap(([listId, { matches, misses }]) => [
    ...matches.map((line, at) => pairOf(listId, line, true, at)),
    ...misses.map((line, at) => pairOf(listId, line, false, at)),
  ]);
}

function pairOf(listId: string, line: string, isMatch: boolean, at: number): LabeledPair {
  const [name = "", born = null, country = null] = line.split("|").map((part) => part.trim());
  return { listId, name, born, country, isMatch, half: at % 2 === 0 ? "tuning" : "checking" };
}
