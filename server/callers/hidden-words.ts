/** What phones, phone systems and people write where a caller's number is withheld. Small letters; accents do not count. */
export const HIDDEN_WORDS: readonly string[] = [
  'anonymous anon private unknown restricted withheld unavailable blocked hidden undisclosed suppressed',
  'anonyme masque masquee prive privee inconnu inconnue indisponible confidentiel confidentielle cache',
  'anonym unbekannt unbekannte unbekannter unterdruckt unterdruckte privat verborgen versteckt gesperrt',
  'anonimo anonima oculto oculta privado privada desconocido desconocida restringido restringida bloqueado',
  'desconhecido desconhecida confidencial restrito restrita indisponivel reservado bloqueada',
  'nascosto nascosta privato privata sconosciuto sconosciuta riservato riservata',
  'anoniem afgeschermd onbekend verborgen geheim',
  'okand dold hemligt skyddat skjult ukjent ukendt hemmeligt hemmelig anonymt',
  'tuntematon salattu salainen anonimowy anonimowe zastrzezony nieznany prywatny ukryty gizli bilinmeyen ozel',
  'anonymni neznamy skryte skryty rejtett ismeretlen necunoscut ascuns',
  'анонимный аноним неизвестный неизвестно скрыт скрытый анонім невідомий прихований',
  'ανωνυμος αγνωστος αποκρυψη',
  'חסוי חסום אנונימי',
  'مجهول محجوب',
  '非通知 非通知設定 匿名 未知 不明 通知不可能 公衆電話 表示圏外 隐藏 隱藏 未显示 無顯示 无法显示 私人',
  '발신번호표시제한 발신번호없음 표시제한 익명',
].flatMap((words) => words.split(' '));

/** What stands beside such a word and changes nothing: "private number", "no caller ID", "appel masqué". */
export const WORDS_BESIDE: readonly string[] = [
  'number no nr num tel caller call id callerid phone the user name contact line',
  'numero appel appelant correspondant nummer rufnummer anrufer anruf teilnehmer nummero numer numara',
  'llamada llamante telefono chamada chiamata chiamante identificador identite oproep beller soittaja',
  'номер абонент вызов رقم مستخدم 号码 號碼 番号 来电 來電 电话 電話',
].flatMap((words) => words.split(' '));

/** Word for word, where a single word of it would say too little. */
export const HIDDEN_PHRASES: readonly string[] = [
  'no caller id',
  'no number',
  'no id',
  'not available',
  'not disclosed',
  'caller id blocked',
  'out of area',
  'non disponible',
  'non communique',
  'no disponible',
  'sin identificar',
  'sem identificacao',
  'sem numero',
  'nao disponivel',
  'non disponibile',
  'nicht verfugbar',
  'keine nummer',
  'keine rufnummer',
  'niet beschikbaar',
  'ikke tilgjengelig',
  'לא ידוע',
  'رقم خاص',
  'غير معروف',
  '발신번호 표시제한',
  '알 수 없음',
];
