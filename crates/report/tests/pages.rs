//! The pages of the embedded study: whole, self-contained, and with the figures of the sources.
#![allow(clippy::unwrap_used)] // helpers of tests
use mercatoria_core::{Pack, Registry, inventory};
use mercatoria_runner::{LawOutcome, Results, Speed, run};

/// The crates named here, and those that they bring along.
fn linked() -> Registry {
    let named = [
        &mercatoria_diversity::PACK,
        &mercatoria_specialisation::PACK,
        &mercatoria_growth::PACK,
        &mercatoria_divergence::PACK,
    ];
    let all: Vec<&'static Pack> = inventory::iter::<&'static Pack>
        .into_iter()
        .copied()
        .collect();
    assert!(all.len() >= named.len());
    Registry::new(&all).unwrap()
}
fn results() -> Results {
    let registry = linked();
    let study = mercatoria_liaoning::study::study(&registry, 1, &|_, _, _| None).unwrap();
    let mut results = run(&registry, study, &|_, _| {}).unwrap();
    results.laws.push(LawOutcome {
        id: "a.b".into(),
        law: "x < y & \"z\"".into(),
        compared: 3,
        held: false,
        counterexample: Some("<1>".into()),
    });
    results.speed.push(Speed {
        id: "a.b".into(),
        shape: "matrix".into(),
        sizes: vec![(64, 1e-6), (512, 8e-6), (4096, 64e-6)],
        exponent: Some(1.0),
        between: Some((0.9, 1.1)),
        message: String::new(),
    });
    results
}
fn pages() -> Vec<(&'static str, String)> {
    mercatoria_report::pages(&results(), true).unwrap()
}

#[test]
fn the_first_page_says_what_the_sources_print() {
    let pages = pages();
    let page = &pages
        .iter()
        .find(|(name, _)| *name == "index.html")
        .unwrap()
        .1;
    for figure in [
        "0.0730–0.1684",
        "0.0370–0.1684",
        "0.0730–0.0791",
        "50.6",
        "30.9",
        "two_way_trade",
        "Shenyang 2022: the sectors add up to 7695, the total is 7696",
        "2 of 6",
        "not testable with these data",
        "National figures: none is about Liaoning.",
    ] {
        assert!(page.contains(figure), "{figure}");
    }
}

#[test]
fn pages_need_no_network_and_no_script() {
    for (name, page) in pages() {
        for word in [
            "<script", "http:", "https:", "src=", "@import", "url(//", "<link",
        ] {
            assert!(!page.contains(word), "{name}: {word}");
        }
        assert!(page.contains("width=device-width"));
    }
}

/// Tags that are closed, in the order in which they were opened.
fn unbalanced(page: &str) -> Option<String> {
    const VOID: [&str; 9] = [
        "meta", "br", "line", "rect", "circle", "hr", "img", "input", "link",
    ];
    let mut open: Vec<String> = vec![];
    for piece in page.split('<').skip(1) {
        let Some((tag, _)) = piece.split_once('>') else {
            return Some(piece.chars().take(40).collect());
        };
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric())
            .collect();
        if tag.starts_with('!') {
            continue;
        }
        if let Some(closed) = tag.strip_prefix('/') {
            let last = open.pop();
            if last.as_deref() != Some(closed) {
                return Some(format!("</{closed}> closes {last:?}"));
            }
        } else if !tag.ends_with('/') && !VOID.contains(&&*name) {
            open.push(name);
        }
    }
    open.last().cloned()
}
#[test]
fn what_is_opened_is_closed() {
    for (name, page) in pages() {
        assert_eq!(unbalanced(&page), None, "{name}");
    }
}

#[test]
fn what_is_generated_says_so_in_every_title_and_row() {
    let pages = pages();
    let page = &pages
        .iter()
        .find(|(name, _)| *name == "generated.html")
        .unwrap()
        .1;
    assert!(page.matches("<h4>").count() > 10);
    for title in page.split("<h4>").skip(1) {
        assert!(title.starts_with("<span class=made-tag>generated</span>"));
    }
    for row in page.split("<div class=l>").skip(1) {
        let (label, _) = row.split_once("</div>").unwrap();
        assert!(label.contains("generated</span>"), "{label}");
    }
    let real = &pages
        .iter()
        .find(|(name, _)| *name == "results.html")
        .unwrap()
        .1;
    assert!(!real.contains("Generated region"));
}

#[test]
fn text_is_escaped_and_failures_come_first() {
    let pages = pages();
    let page = &pages
        .iter()
        .find(|(name, _)| *name == "laws.html")
        .unwrap()
        .1;
    assert!(page.contains("x &lt; y &amp; &quot;z&quot;") && page.contains("&lt;1&gt;"));
    assert!(page.contains("1 broken"));
}

#[test]
fn the_summary_is_honest_about_gaps() {
    let text = mercatoria_report::terminal(&results(), true);
    for words in [
        "0.0730 to 0.1684",
        "Not computed",
        "1 broken",
        "Warning",
        "not exports",
    ] {
        assert!(text.contains(words), "{words} in\n{text}");
    }
}

#[test]
fn another_study_has_a_first_page_too() {
    let mut other = results();
    other.title = "A <study>".into();
    let pages = mercatoria_report::pages(&other, false).unwrap();
    assert!(pages[0].1.contains("<h1>A &lt;study&gt;</h1>"));
    assert_eq!(unbalanced(&pages[0].1), None);
}
