// The 1,024 words that receipts are made of: ten bits a word. Chosen for Suaka from everyday Indonesian: animals, plants,
// tools, food, weather, colours, plain verbs; nothing about bodies, family, faith, crime, money or secrets, no names, and
// nothing that is rude in Indonesian or English. What holds for every word stands in words-list.test.ts.
//
// A word's place is its number. Receipts that people wrote down are read with this list: it is never reordered, and no
// word is ever replaced.

const list = `
  abjad abon adegan adem adonan aduk agenda akar akasia aksara akta alarm alat album alga alih aljabar alpaka alpukat
  alur amfibi ampelas amplop anggur angin angket angsa anoa antar antelop antik antre anyam apel apotek arang arena
  arisan arloji aroma arsitek artikel arus asah asbak aspal asrama aster asyik atap atlas atlet atom avokad awan ayak
  ayun azalea baca badai bagasi bahasa baju bakau bakmi bakpao bakso bakul bakwan balado balkon balsam bambu bandara
  bangun bantal banyak barat basis baskom batagor baterai batok bawang bayam bazar bebas bebek becak bejana belalai
  belok belut benar bendera benih bensin bentuk benua beranda berita berkas bersih besi beton biawak bibit bijih bika
  bilang bilik bingkai biola bioskop birama biru bisbol biskuit bison blangko blender blewah blus bohlam bolu bonsai
  bonus botani botol brokoli brosur buat bubur budaya buket buku bulan bumi bundar bungkus burger busana butir cabang
  cakram cakwe calon camar cambah campur cangkir canting capai capung catat cemara cemilan cendol cengkih centong
  cepat cerah cerdas cermin cetak cicak cilok cincin cireng cobek cocok cokelat combro contoh corak corong cuaca cuka
  cukup cuti dadar daerah daftar dahan dalam danau dandang dangkal dapat dapur datang daun dawai dawet debit debu
  delapan delima delman delta denah dengar depan deras deret dermaga desain detail detik diesel digital dinding dingin
  dodol dokumen domba donat dongeng drama drum duduk dukung dunia durasi durian dusun duta edamame editor ekuator
  elang elegan elemen elips emas ember embun empat emping energi engsel entri esok estafet etalase fabel faktor fauna
  favorit feri fiksi filter fisika flanel flute fokus folder fondasi formula forum fosfor fosil gabus gaharu gajah
  galaksi galeri gali gambir gamelan gandum ganjil ganti gapura garam garis garpu garuda gasing gaya gebyar gedung
  gelas gema gembok gendang genteng geologi gerbera gergaji gerimis gerobak geser getah giat giling ginseng girang
  gitar gizi gletser global golf gondola gong gorden goreng grafik granit gubuk guci gudeg gula gumpal gunting gunung
  gurame gurita gurun hadir halaman halma halte halus handuk harimau harmoni harpa harum hasil hawa hebat helai helm
  herba hewan hibur hidang hijau hikayat hirup hitung hobi honor horizon hormat hujan hulu humor huruf iguana ijazah
  ijuk iklan iklim ikon ilalang ilmuwan indeks ingat inovasi irigasi istana isyarat izin jabat jadwal jagung jahe
  jahit jajar jaket jalan jamu jangkar jarak jaring jawara jazirah jelajah jeli jemur jendela jengkol jerapah jerigen
  jernih jeruk jilid jinak jingga joget joging joglo judo judul jumbo jumlah juri jurnal kabar kabin kabut kacang kafe
  kagum kakatua kaktus kaldu kaleng kalimat kalkun kampung kamus kanan kancing kanguru kanopi kantor kanvas kapal
  kapten kapuk karate karcis karedok karton karya kasuari katak katup kawat kayu kebaya kebun kecapi kecil kedai
  kedelai kedua keju kelapa kelinci kelor kemangi kemeja kemiri kenari kencur kendi kental kenyang kepik keramik
  kereta kerikil kertas kerupuk keset ketan ketela ketimun ketupat kicau kijang kilat kilo kimia kincir kios kipas
  kiper kirim kismis kita kiwi klasik klepon klip koala kobalt kodok koki kolase koleksi kolibri kolong komet komik
  komodo kompas konser koral korek kornet krayon krem kristal kroket kuah kuali kuarsa kubus kucing kuda kuis kuliner
  kulkas kumbang kuno kunyit kupon kurang kursi kuskus laguna lahar lalu lambang lampu lancar landai langit lapis laut
  lava lawas layang lebah leci lega legenda lele lemari lembar lempeng lengkap lentera lereng lesung lezat lidi lihat
  lilin limau lincah lindung lingkar listrik liter lobak lobster lodeh logam logika lompat lonceng lontar loteng lotus
  luas lucu lukis lulus lumbung lumpia lumut lunak lusin lutung macan madu magenta magnet mahoni majalah mamalia
  manajer mangga mantel marakas markisa marmer marun masak masinis maskot matoa mebel medali meja mekar melinjo melon
  memo menara mendoan mentega menu merak merdu meriah merpati mesin meteor metode mineral minggu minyak mobil montir
  motor mozaik muara mudik mulai mural museum musim nada naik nampan nanas nangka nasi nastar natural nebula negeri
  nektar nelayan neon ngarai nikel nilai nilon nomor notes novel nyala nyamuk nyanyi nyiur oase obeng objek obor
  oksigen oleh ombak oncom ondel opera oranye oregano orkes oven pabrik padat paduan pagar pagi paham pajang pakai
  pakis paku palem paling panci panda panen pangsit panjat pantai papan paprika pare parkir pasir pasta payung pecel
  pedati pedoman pegawai pekat pelangi pelukis pembaca pendopo peniti pensil penting penulis penyu pepaya pepes perahu
  perkusi perlu pesawat pesulap peta petir piagam piala piano piknik pilar pinang pindah pinggir pinisi pinset pintu
  pinus pipa piring pizza planet plastik platina plot pohon polka pondok poros poster pramuka prangko pucuk puding
  puisi pulau pulpen puncak pusat pustaka putar putih puyuh radio ragam rajin rajut rakit rakun rakyat ramai ramen
  ramuan rangkai ransel rantau rapi rata ratus rautan rebung redaksi rekor rempah renang rencana renyah resep ribu
  rimbun rindang ringan rintik risoles robot roda rompi rosela roti ruang rujak rumah rumput rumus rusa sabana sablon
  sabun sahabat sains sakelar salak salju salmon sambut samping sandal sanggup santan sapu sarapan sarden sarjana
  sasando sastra satelit satin satwa saung sawah sawit sawo sayap sayur segar segera sejarah sejuk sekolah sekrup
  selasar seledri selotip seminar semut senam sendok seni senja sentosa senyum sepatu sepeda seragam serbuk setrika
  siaran sigap sikat simbol simfoni simpan sinar sinema singa sinyal siomay siput siram sirine sirkus sirop sirsak
  sisir skala sketsa skuter sodet sofa songket sopan sopir sore sotong spatula spidol spiral spons srikaya stadion
  stapler stasiun steker stempel suasana sudut suhu sukun sulam suling sumber sumpit sumur sungai surat syair syal
  tabir tabuh tahun taksi talang talenan taman tampil tanah tandem tangguh tape taplak tarian tatakan tauge tawar
  tawon tebal teduh tekad teknik teko tekstil teladan telepon teliti teluk tembaga tempuh temu tengah tenis tenun
  tepung teratai terbit termos terpal terus tetes tiang tikar tiket tikus timah timba timur tinggi tinta tipis tirai
  titip tiwul toga tokek tokoh tomat tombol tonggak topaz topi toska traktor trompet tropis trotoar truk tugas tugu
  tujuh tukang tulip tumis tumpeng tuna tundra tunggal tupai tutur ubin udang ujian ujung ukir ukulele ular ulekan
  ulos umbi unggas ungu unit unsur untuk upacara urap usaha utara utuh vanili variasi vespa vinil violet vitamin vokal
  voli volume wadah wafer wahana wajan wajik waktu walet wangi warga warung wasit waspada watt wijen wilayah wingko
  wisata wisma wisuda wortel yakin yogurt yoyo yupiter zaitun zamrud zebra zigzag zodiak
`;

/** In alphabetical order; four to seven letters; the first four letters of each are its own. */
export const receiptWords: readonly string[] = list.trim().split(/\s+/);
