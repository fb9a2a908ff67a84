//! Pages that need no network and no script.

/// Text as HTML.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}
/// An id that may stand in an address.
pub(crate) fn anchor(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect()
}
/// The pages, with their names in the menu.
const MENU: [(&str, &str); 4] = [
    ("index.html", "Report"),
    ("results.html", "Every result"),
    ("generated.html", "Generated economy"),
    ("laws.html", "Laws and speed"),
];

/// A whole page.
pub(crate) fn page(file: &str, title: &str, body: &str, foot: &str) -> String {
    let menu: String = MENU
        .iter()
        .map(|(href, name)| {
            let here = if *href == file {
                " aria-current=page"
            } else {
                ""
            };
            format!("<a href={href}{here}>{name}</a>")
        })
        .collect();
    format!(
        "<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n<meta name=viewport content=\"width=device-width,initial-scale=1\">\n\
<title>{}</title>\n<style>{STYLE}</style>\n<nav>{menu}</nav>\n<main>\n{body}\n</main>\n<footer>{foot}</footer>\n</html>\n",
        escape(title)
    )
}
/// A table; cells are HTML, the first column is the row's head, columns named in `right` are numbers.
pub(crate) fn table(head: &[&str], rows: &[Vec<String>], text_columns: &[usize]) -> String {
    let class = |i: usize| {
        if text_columns.contains(&i) {
            " class=t"
        } else {
            ""
        }
    };
    let head: String = head
        .iter()
        .enumerate()
        .map(|(i, cell)| format!("<th{}>{cell}</th>", class(i)))
        .collect();
    let rows: String = rows
        .iter()
        .map(|row| {
            let cells: String = row
                .iter()
                .enumerate()
                .map(|(i, cell)| {
                    let tag = if i == 0 { "th" } else { "td" };
                    format!("<{tag}{}>{cell}</{tag}>", class(i))
                })
                .collect();
            format!("<tr>{cells}</tr>")
        })
        .collect();
    format!(
        "<div class=scroll><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
}
/// A figure with its caption under it.
pub(crate) fn figure(title: &str, content: &str, caption: &str) -> String {
    format!("<figure><h4>{title}</h4>{content}<figcaption>{caption}</figcaption></figure>")
}

const STYLE: &str = "\
:root{--ink:#1d2329;--soft:#5b6570;--line:#d9dee3;--ground:#fff;--wash:#f5f7f8;--a:#1f5f8b;--b:#c0621f;--c:#7a8794;--d:#4f8a5b;--e:#8a5a83}\
*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}\
body{margin:0;color:var(--ink);background:var(--ground);font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',sans-serif;font-variant-numeric:tabular-nums}\
nav{border-bottom:1px solid var(--line);padding:.6rem 1rem;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;font-size:.9rem}\
nav a{color:var(--soft);text-decoration:none;padding:.1rem 0}nav a[aria-current]{color:var(--ink);border-bottom:2px solid var(--a)}\
main{max-width:60rem;margin:0 auto;padding:1rem 1rem 3rem}footer{border-top:1px solid var(--line);color:var(--soft);font-size:.8rem;padding:1rem;max-width:60rem;margin:0 auto;overflow-wrap:anywhere}\
h1{font-size:1.9rem;line-height:1.2;margin:1.2rem 0 .4rem;letter-spacing:-.01em}h2{font-size:1.35rem;line-height:1.3;margin:3rem 0 .6rem;padding-top:1rem;border-top:2px solid var(--ink)}\
h3{font-size:1.08rem;margin:2rem 0 .4rem}h4{font-size:.95rem;margin:0 0 .6rem}p{margin:.6rem 0;max-width:44rem}.lead{font-size:1.08rem;color:#333b43;max-width:46rem}\
a{color:var(--a)}code{font:.86em ui-monospace,'DejaVu Sans Mono',monospace;overflow-wrap:anywhere}small,.soft{color:var(--soft)}\
ul{padding-left:1.2rem;max-width:46rem}li{margin:.25rem 0}\
figure{margin:1.4rem 0;padding:0}figcaption{color:var(--soft);font-size:.85rem;margin-top:.5rem;max-width:46rem}\
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1rem;margin:1.5rem 0}.card{background:var(--wash);border-left:3px solid var(--a);padding:.8rem 1rem}\
.card h3{margin:0 0 .3rem;font-size:.95rem;line-height:1.35}.card p{margin:.3rem 0;font-size:.92rem}.card b{font-size:1.35rem;display:block;line-height:1.25;font-weight:600}\
.box{background:var(--wash);border:1px solid var(--line);padding:.8rem 1.1rem;margin:1.2rem 0}.box h3,.box h4{margin-top:.2rem}\
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:0 2rem}.two>*{min-width:0}.two ul{margin-top:.2rem}\
.scroll{overflow-x:auto}td code,th code{white-space:nowrap}table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{padding:.28rem .6rem;text-align:right;border-bottom:1px solid var(--line);vertical-align:top}\
th:first-child,.t{text-align:left}th{font-weight:400}thead th{color:var(--soft);font-size:.82rem;border-bottom:1px solid var(--soft);vertical-align:bottom}tbody th{min-width:7rem}td.t,th.t{white-space:normal}\
.plot{display:grid;grid-template-columns:minmax(5.5rem,auto) minmax(0,1fr) auto;column-gap:.7rem;row-gap:0;align-items:center;font-size:.88rem}\
.plot .l{max-width:15rem;line-height:1.25;padding:.12rem 0}.plot .v{text-align:right;white-space:nowrap;font-size:.85rem}.plot svg{display:block;width:100%;overflow:visible}\
.plot .g{grid-column:1/-1;color:var(--soft);font-size:.8rem;margin-top:.6rem;border-bottom:1px solid var(--line)}\
svg text{font:11px system-ui,'DejaVu Sans',sans-serif;fill:var(--soft)}.grid{stroke:var(--line);stroke-width:1}.ref{stroke:var(--ink);stroke-width:1;stroke-dasharray:3 3}\
.fa{fill:var(--a)}.fb{fill:var(--b)}.fc{fill:var(--c)}.fd{fill:var(--d)}.fe{fill:var(--e)}.f0{fill:#cfd6dc}.sa{stroke:var(--a)}.sb{stroke:var(--b)}.sc{stroke:var(--c)}.sd{stroke:var(--d)}.sk{stroke:var(--ink)}.wide{stroke-width:3}.thin{stroke-width:1.5}.open{fill:#fff;stroke-width:2}\
.key{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;font-size:.82rem;color:var(--soft);margin:.2rem 0 .6rem}.key i{display:inline-block;width:.8rem;height:.8rem;margin-right:.35rem;vertical-align:-.1rem}.key i.dot{border-radius:50%}.key svg{width:.9rem;height:.9rem;vertical-align:-.15rem;margin-right:.3rem}\
.ba{background:var(--a)}.bb{background:var(--b)}.bc{background:var(--c)}.bd{background:var(--d)}.b0{background:repeating-linear-gradient(135deg,#cfd6dc 0 3px,#fff 3px 6px);border:1px solid #cfd6dc}.bo{background:#fff;border:2px solid var(--a)}\
.tag{display:inline-block;font-size:.78rem;border:1px solid currentColor;padding:0 .4rem;white-space:nowrap}.yes{color:#2c6e3f}.no{color:#a3341f}.open-q{color:var(--soft)}\
details{border-bottom:1px solid var(--line);padding:.35rem 0}summary{cursor:pointer}summary .soft{font-size:.85rem}details[open]{padding-bottom:1rem}\
dl{display:grid;grid-template-columns:minmax(5rem,8rem) minmax(0,1fr);gap:.15rem .8rem;font-size:.88rem;margin:.6rem 0}dt{color:var(--soft)}dd{margin:0}\
.claims{display:grid;gap:.9rem;margin:1rem 0}.claim{display:grid;grid-template-columns:minmax(0,15rem) minmax(0,1fr);gap:.2rem 1.4rem;border-top:1px solid var(--line);padding-top:.7rem}.claim p{margin:.15rem 0;font-size:.92rem}\
.made{background:#fdf6e8;border:1px solid #e6cf9c;padding:.5rem 1rem;font-size:.92rem}.made-tag{color:#8a5a00;font-size:.78rem;border:1px solid #d9b96c;padding:0 .35rem;white-space:nowrap}\
@media(max-width:40rem){.spare{display:none}body{font-size:15px}h1{font-size:1.5rem}h2{font-size:1.2rem}main{padding:.5rem .8rem 2rem}.plot{column-gap:.45rem;font-size:.82rem}.plot .l{max-width:7rem}.plot .v{font-size:.78rem}.claim{grid-template-columns:1fr}th,td{padding:.25rem .35rem}dl{grid-template-columns:1fr}dt{margin-top:.3rem}}\
@media print{nav{display:none}details{break-inside:avoid}}";
