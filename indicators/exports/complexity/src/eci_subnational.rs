//! Complexity of provinces: the mean world complexity of the products in their basket.
use crate::{
    Ddof, Iterations, Orientation, ProductScale, Scale, SignRule, reflections::iterate, refused,
    remarks, scaled_products, solved,
};
use mercatoria_advantage::{
    Advantage, Denominator, PopulationName, Rule, Test, Threshold, conservation, places, presence,
};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::sum::sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where the complexity of products comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The eigenvector of the reference, or of the table where there is no reference.
    #[default]
    Eigenvector,
    /// Reflections of the same.
    Reflections,
    /// The attribute `pci` of the columns.
    Attribute,
}
/// Complexity of provinces by world product complexity.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EciSubnational {
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Where the complexity of products comes from.
    pub method: Method,
    /// Which iterate of the products, with reflections.
    pub iterations: Iterations,
    /// Scale of product complexity.
    pub scale: ProductScale,
    /// Degrees of freedom of the standard deviation.
    pub ddof: Ddof,
    /// Attribute of the columns with product complexity.
    pub attribute: String,
}
impl Default for EciSubnational {
    fn default() -> Self {
        Self {
            threshold: Threshold::default(),
            test: Test::default(),
            method: Method::default(),
            iterations: Iterations::new(19),
            scale: ProductScale::default(),
            ddof: Ddof::default(),
            attribute: "pci".into(),
        }
    }
}
impl Indicator for EciSubnational {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "complexity.eci_subnational",
        title: "Economic complexity of provinces",
        formula: "mean of PCI_p over the products with (x_rp / X_r) / (W_p / W) ≥ 1; PCI and W of the world (`reference`)",
        form: Form::Column(Matrix::ROW),
        reading: "on the world's scale of country complexity: comparable with countries of the same table. Lies between the smallest and largest product complexity",
        sources: &[
            "Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity. PNAS 106(26).",
        ],
        peers: &[
            "economic-complexity 0.3 averages product complexity by 20 reflections, z-scored with n − 1, over a basket against whatever total is given.",
        ],
        example: Example::csv("row,column,value\nL,a,1\nL,b,3\n")
            .files(&[
                ("column_attributes", "column,pci\na,1\nb,2\n"),
                ("reference", "row,column,value\nX,a,1\nX,b,1\n"),
            ])
            .params(r#"{"method":"attribute"}"#)
            .gives("L: 2"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let rule = Rule::new(
            Advantage::Rca,
            self.threshold,
            self.test,
            &PopulationName::default(),
        );
        let world = m.reference();
        let local = if world.is_some() {
            rule.clone().against(Denominator::Reference)
        } else {
            rule.clone()
        };
        let found = match presence(m, &local) {
            Ok(found) => found,
            Err(why) => return Values::undefined(m.rows(), why),
        };
        let source = world.unwrap_or(m);
        let mut notes = Values::default();
        let complexity: Result<Vec<f64>, Undefined> = match self.method {
            Method::Attribute => m
                .side(Matrix::COLUMN)
                .numbers(&self.attribute)
                .map(<[f64]>::to_vec)
                .ok_or(Undefined::Missing),
            Method::Eigenvector => match &*solved(source, &rule, SignRule::Diversity) {
                Err(ill) => return refused(ill, source, m.rows()),
                Ok(s) => {
                    remarks(s, source, &mut notes);
                    scaled_products(s, self.scale, self.ddof)
                }
            },
            Method::Reflections => presence(source, &rule).and_then(|p| {
                let scale = match self.scale {
                    ProductScale::Raw => Scale::Raw,
                    ProductScale::Sum => Scale::Sum,
                    _ => Scale::ZScore,
                };
                iterate(
                    &p,
                    false,
                    self.iterations.get(),
                    Orientation::Complexity,
                    scale,
                    self.ddof,
                )
            }),
        };
        let complexity = match complexity {
            Ok(complexity) => complexity,
            Err(why) => return Values::undefined(m.rows(), why),
        };
        let at: Vec<Option<usize>> = match world {
            Some(world) if self.method != Method::Attribute => places(m, world).to_vec(),
            _ => (0..m.columns()).map(Some).collect(),
        };
        let mut out: Values = (0..m.rows())
            .map(|r| {
                let basket: Vec<f64> = found
                    .bits
                    .ones_in_row(r)
                    .filter_map(|p| at[p].map(|p| complexity[p]))
                    .filter(|x| !x.is_nan())
                    .collect();
                if basket.is_empty() {
                    Err(Undefined::EmptyRow)
                } else {
                    Ok(sum(&basket) / basket.len() as f64)
                }
            })
            .collect();
        for note in notes.notes() {
            out.note(note.code, note.message.clone());
        }
        match world {
            Some(world) => conservation(m, world, &mut out),
            None => out.note(
                "no_reference",
                "no table `reference`: complexity and totals are the table's own",
            ),
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // At other thresholds small tables fall apart.
        if self.threshold.get() == 1.0 && self.test == Test::AtLeast {
            vec![Relabel]
        } else {
            vec![]
        }
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![(
            "oec-0.3",
            Self {
                method: Method::Reflections,
                scale: ProductScale::OwnZ,
                ddof: Ddof::new(1),
                ..Self::default()
            },
        )]
    }
}
