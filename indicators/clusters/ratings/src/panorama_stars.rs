//! A star for every criterion in which a unit is among the best.
use crate::eco_stars::top;
use mercatoria_core::{ScoreboardLaw, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Stars by criterion: size, specialisation, productivity, dynamism, or whichever the scoreboard has.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PanoramaStars {
    /// Part of the units that get the star of a criterion.
    pub top_share: Share,
}
impl Default for PanoramaStars {
    fn default() -> Self {
        Self {
            top_share: Share::new(0.2),
        }
    }
}

impl Indicator for PanoramaStars {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "ratings.panorama_stars",
        title: "Stars by criterion",
        formula: "Σ over criteria of weight · 1[among the ⌈q n⌉ best of the period], weights scaled to add up to the number of criteria",
        form: Form::Grid(Scoreboard::UNIT, Scoreboard::PERIOD),
        reading: "with equal weights, the number of criteria in which the unit is among the best; the weights of the published rating are not confirmed, so they are data",
        sources: &[
            "European Observatory for Clusters and Industrial Change (2019). European Panorama of Clusters and Industrial Change. European Commission.",
        ],
        example: Example::csv("unit,criterion,value\na,size,3\na,growth,1\nb,size,1\nb,growth,2\n")
            .files(&[(
                "criteria",
                "criterion,parent,direction,weight\nsize,,1,1\ngrowth,,1,1\n",
            )])
            .params("{\"top_share\":0.5}")
            .gives("a: 1; b: 1"),
        ..Card::BLANK
    };
    fn compute(&self, s: &Scoreboard) -> Values {
        let (units, criteria, periods) = (s.units.len(), s.criteria.len(), s.periods.len());
        let weights = s.effective_weights();
        let mut stars: Vec<Measure> = vec![Ok(0.0); units * periods];
        for p in 0..periods {
            for (c, weight) in weights.iter().enumerate() {
                let values: Vec<Measure> = s.criterion(p, c).collect();
                let (at, defined): (Vec<usize>, Vec<f64>) = values
                    .iter()
                    .enumerate()
                    .filter_map(|(u, x)| x.ok().map(|x| (u, x * s.direction(c))))
                    .unzip();
                // Places above the least, so that `top` may take them all.
                let least = defined.iter().copied().fold(f64::INFINITY, f64::min);
                let cells = defined.iter().zip(&at).map(|(x, u)| (x - least + 1.0, *u));
                let best = top(cells.collect(), self.top_share.get());
                for (u, x) in values.iter().enumerate() {
                    let star = &mut stars[u * periods + p];
                    *star = match (*star, x) {
                        (Err(why), _) => Err(why),
                        (_, Err(why)) => Err(*why),
                        (Ok(n), _) if best.contains(&u) => Ok(n + weight * criteria as f64),
                        (Ok(n), _) => Ok(n),
                    };
                }
            }
        }
        stars.into_iter().collect()
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
}
