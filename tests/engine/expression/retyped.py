"""The functions of the catalogue as students type them: implicit products, symbols from papers, Python, Japanese keyboards."""

from __future__ import annotations

RETYPED: dict[str, tuple[str, str, str]] = {
    "sphere": ("x^2+y^2", "x² + y²", "f(x, y) = x**2 + y**2"),
    "elongated_bowl": ("x^2/20+y^2", "x²÷20 + y²", "ｆ（ｘ，ｙ）＝ｘ＾２／２０＋ｙ＾２"),
    "rotated_quadratic": (
        "(100((x+y)/sqrt2)^2+((x-y)/sqrt2)^2)/2",
        "0.5(100((x+y)/√2)² + ((x−y)/√2)²)",
        "25*(x+y)**2 + (x-y)**2/4",
    ),
    "long_valley": ("x^2/100+5y^2", ".01x² + 5y²", "x**2/100 + 5*y**2"),
    "booth": ("(x+2y-7)^2+(2x+y-5)^2", "[x + 2y − 7]² + [2x + y − 5]²", "(x+2*y-7)**2 + (2*x+y-5)**2"),
    "matyas": ("0.26(x^2+y^2)-0.48xy", ".26(x²+y²) − .48x·y", "0.26*(x**2 + y**2) - 0.48*x*y"),
    "trid2": ("(x-1)^2+(y-1)^2-xy", "(x−1)² + (y−1)² − x y", "(x-1)**2 + (y-1)**2 - x*y"),
    "zakharov": ("x^2+y^2+(x/2+y)^2+(x/2+y)^4", "x² + y² + (0.5x + y)² + (0.5x + y)⁴",
                 "f(x,y) = x**2+y**2+(0.5*x+y)**2+(0.5*x+y)**4"),
    "quartic_flat": ("x^4+y^4", "x⁴ + y⁴", "x**4 + y**4"),
    "rosenbrock": ("(1-x)^2+100(y-x^2)^2", "(1 − x)² + 100(y − x²)²", "(1-x)**2 + 100*(y - x**2)**2"),
    "beale": (
        "(1.5-x+xy)^2+(2.25-x+xy^2)^2+(2.625-x+xy^3)^2",
        "(1.5 − x + x·y)² + (2.25 − x + x·y²)² + (2.625 − x + x·y³)²",
        "(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2",
    ),
    "dixon_price2": ("(x-1)^2+2(2y^2-x)^2", "(x−1)² + 2(2y²−x)²", "(x - 1)**2 + 2*(2*y**2 - x)**2"),
    "six_hump_camel": (
        "(4-2.1x^2+x^4/3)x^2+xy+(4y^2-4)y^2",
        "(4 − 2.1x² + x⁴/3)x² + xy + (−4 + 4y²)y²",
        "(4 - 2.1*x**2 + x**4/3)*x**2 + x*y + (4*y**2 - 4)*y**2",
    ),
    "three_hump_camel": (
        "2x^2-1.05x^4+x^6/6+xy+y^2",
        "2x² − 1.05x⁴ + x⁶/6 + x y + y²",
        "2*x**2 - 1.05*x**4 + x**6/6 + x*y + y**2",
    ),
    "mccormick": (
        "sin(x+y)+(x-y)^2-1.5x+2.5y+1",
        "ｓｉｎ（ｘ＋ｙ）＋（ｘ－ｙ）＾２－１．５ｘ＋２．５ｙ＋１",
        "sin(x + y) + (x - y)**2 - 1.5*x + 2.5*y + 1",
    ),
    "goldstein_price": (
        "(1+(x+y+1)^2(19-14x+3x^2-14y+6xy+3y^2))(30+(2x-3y)^2(18-32x+12x^2+48y-36xy+27y^2))",
        "[1 + (x+y+1)²(19 − 14x + 3x² − 14y + 6xy + 3y²)]·[30 + (2x−3y)²(18 − 32x + 12x² + 48y − 36xy + 27y²)]",
        "(1+(x+y+1)**2*(19-14*x+3*x**2-14*y+6*x*y+3*y**2))*(30+(2*x-3*y)**2*(18-32*x+12*x**2+48*y-36*x*y+27*y**2))",
    ),
    "himmelblau": ("(x^2+y-11)^2+(x+y^2-7)^2", "(x²+y−11)² + (x+y²−7)²", "(x**2 + y - 11)**2 + (x + y**2 - 7)**2"),
    "styblinski_tang": (
        "(x^4-16x^2+5x+y^4-16y^2+5y)/2",
        "0.5(x⁴ − 16x² + 5x) + 0.5(y⁴ − 16y² + 5y)",
        "(x**4 - 16*x**2 + 5*x + y**4 - 16*y**2 + 5*y)/2",
    ),
    "branin": (
        "(y-5.1x^2/(4pi^2)+5x/pi-6)^2+10(1-1/(8pi))cos x+10",
        "(y − 5.1x²/(4π²) + 5x/π − 6)² + 10(1 − 1/(8π))cos(x) + 10",
        "(y - 5.1/(4*pi**2)*x**2 + 5/pi*x - 6)**2 + 10*(1 - 1/(8*pi))*cos(x) + 10",
    ),
    "rastrigin": (
        "20+x^2-10cos 2pi x+y^2-10cos 2pi y",
        "20 + x² − 10·cos(2πx) + y² − 10·cos(2πy)",
        "20 + (x**2 - 10*cos(2*pi*x)) + (y**2 - 10*cos(2*pi*y))",
    ),
    "ackley": (
        "-20exp(-.2sqrt((x^2+y^2)/2))-exp((cos(2pi x)+cos(2pi y))/2)+e+20",
        "−20e^(−0.2√((x²+y²)/2)) − e^((cos 2πx + cos 2πy)/2) + e + 20",
        "-20*exp(-0.2*sqrt(0.5*(x**2+y**2))) - exp(0.5*(cos(2*pi*x)+cos(2*pi*y))) + exp(1) + 20",
    ),
    "levy13": (
        "sin^2(3pi x)+(x-1)^2(1+sin^2(3pi y))+(y-1)^2(1+sin^2(2pi y))",
        "sin²(3πx) + (x−1)²(1 + sin²(3πy)) + (y−1)²(1 + sin²(2πy))",
        "sin(3*pi*x)**2 + (x-1)**2*(1+sin(3*pi*y)**2) + (y-1)**2*(1+sin(2*pi*y)**2)",
    ),
    "griewank": (
        "(x^2+y^2)/4000-cos x cos(y/sqrt 2)+1",
        "(x²+y²)/4000 − cos(x)·cos(y/√2) + 1",
        "(x**2 + y**2)/4000 - cos(x)*cos(y/sqrt(2)) + 1",
    ),
    "schwefel": (
        "837.9657745448674-x sin sqrt|x|-y sin sqrt|y|",
        "837.9657745448674 − x·sin(√|x|) − y·sin(√|y|)",
        "837.9657745448674 - x*sin(sqrt(abs(x))) - y*sin(sqrt(abs(y)))",
    ),
    "easom": (
        "-cos x cos y exp(-(x-pi)^2-(y-pi)^2)",
        "−cos(x)·cos(y)·e^(−((x−π)² + (y−π)²))",
        "-cos(x)*cos(y)*exp(-((x-pi)**2 + (y-pi)**2))",
    ),
    "drop_wave": (
        "-(1+cos(12sqrt(x^2+y^2)))/(.5(x^2+y^2)+2)",
        "−(1 + cos(12√(x²+y²)))/(0.5(x²+y²) + 2)",
        "-(1 + cos(12*hypot(x, y)))/(0.5*(x**2 + y**2) + 2)",
    ),
    "bukin6": (
        "100sqrt|y-.01x^2|+.01|x+10|",
        "100√|y − 0.01x²| + 0.01|x + 10|",
        "100*sqrt(abs(y - 0.01*x**2)) + 0.01*abs(x + 10)",
    ),
    "eggholder": (
        "-(y+47)sin(sqrt(|y+x/2+47|))-x sin(sqrt(|x-y-47|))",
        "−(y+47)·sin(√|y + x/2 + 47|) − x·sin(√|x − y − 47|)",
        "-(y+47)*sin(sqrt(abs(y+x/2+47))) - x*sin(sqrt(abs(x-(y+47))))",
    ),
    "cross_in_tray": (
        "-0.0001(|sin x sin y exp(|100-sqrt(x^2+y^2)/pi|)|+1)^0.1",
        "−10^−4(|sin(x)sin(y)e^|100 − √(x²+y²)/π|| + 1)^0.1",
        "-1e-4*(abs(sin(x)*sin(y)*exp(abs(100 - sqrt(x**2+y**2)/pi))) + 1)**0.1",
    ),
    "holder_table": (
        "-|sin x cos y exp(|1-sqrt(x^2+y^2)/pi|)|",
        "−|sin(x)·cos(y)·e^|1 − √(x²+y²)/π||",
        "-abs(sin(x)*cos(y)*exp(abs(1 - sqrt(x**2 + y**2)/pi)))",
    ),
    "schaffer2": (
        ".5+(sin^2(x^2-y^2)-.5)/(1+.001(x^2+y^2))^2",
        "0.5 + (sin²(x² − y²) − 0.5)/(1 + 0.001(x² + y²))²",
        "0.5 + (sin(x**2 - y**2)**2 - 0.5)/(1 + 0.001*(x**2 + y**2))**2",
    ),
    "michalewicz": (
        "-sin x sin^20(x^2/pi)-sin y sin^20(2y^2/pi)",
        "−sin(x)·sin²⁰(x²/π) − sin(y)·sin²⁰(2y²/π)",
        "-(sin(x)*sin(x**2/pi)**20 + sin(y)*sin(2*y**2/pi)**20)",
    ),
    "shubert": (
        "sum(i,1,5,i cos((i+1)x+i))sum(i,1,5,i cos((i+1)y+i))",
        "sum(k, 1, 5, k·cos((k+1)·x + k))·sum(j, 1, 5, j·cos((j+1)·y + j))",
        "sum(i, 1, 5, i*cos((i + 1)*x + i)) * sum(i, 1, 5, i*cos((i + 1)*y + i))",
    ),
    "peaks": (
        "3(1-x)^2e^(-x^2-(y+1)^2)-10(x/5-x^3-y^5)e^(-x^2-y^2)-e^(-(x+1)^2-y^2)/3",
        "3(1−x)²·e^(−x²−(y+1)²) − 10(x/5 − x³ − y⁵)·e^(−x²−y²) − (1/3)e^(−(x+1)²−y²)",
        "3*(1-x)**2*exp(-x**2-(y+1)**2) - 10*(x/5-x**3-y**5)*exp(-x**2-y**2) - exp(-(x+1)**2-y**2)/3",
    ),
    "dupont_gaussians": (
        "x^2+y^2-2e^(-((x-1)^2+y^2)/.2)-3e^(-((x+1)^2+y^2)/.2)",
        "x² + y² − 2e^(−5((x−1)²+y²)) − 3e^(−5((x+1)²+y²))",
        "x**2 + y**2 - 2*exp(-((x-1)**2+y**2)/0.2) - 3*exp(-((x+1)**2+y**2)/0.2)",
    ),
    "saddle": ("x^2-y^2", "x² − y²", "(x + y)*(x - y)"),
    "monkey_saddle": ("x^3-3xy^2", "x³ − 3x·y²", "x**3 - 3*x*y**2"),
    "double_well_saddle": ("x^4/4-x^2/2+y^2/2", "0.25x⁴ − 0.5x² + 0.5y²", "x**4/4 - x**2/2 + y**2/2"),
    "noisy_hills": (
        ".1(x^2+y^2)+.6sin 3x sin 3y+.3cos(5x-y)",
        "0.1(x² + y²) + 0.6·sin(3x)·sin(3y) + 0.3·cos(5x − y)",
        "0.1*(x**2+y**2) + 0.6*sin(3*x)*sin(3*y) + 0.3*cos(5*x-y)",
    ),
    "abs_l1": ("|x|+3|y|", "｜ｘ｜＋３｜ｙ｜", "abs(x) + 3*abs(y)"),
    "max_abs": ("max(|x|,|y|)", "ｍａｘ（｜ｘ｜、｜ｙ｜）", "max(abs(x), abs(y))"),
    "gauss_well": ("1-e^(-(x^2+y^2)/2)", "1 − e^(−(x²+y²)/2)", "1 - exp(-(x**2 + y**2)/2)"),
    "cliff": (
        "4/(1+e^(-12x))+.1(x+2)^2+.1y^2",
        "4÷(1 + e^(−12x)) + 0.1(x+2)² + 0.1y²",
        "4*sigmoid(12*x) + 0.1*(x + 2)**2 + 0.1*y**2",
    ),
    "scalar_factor": ("(xy-1)^2/2", "0.5(x·y − 1)²", "(x*y - 1)**2/2"),
    "shifted_bowl": ("(x-1)^2+(y-2)^2", "（ｘー１）²＋（ｙー２）²", "(x - 1)**2 + (y - 2)**2"),
    "forrester": ("(6x-2)^2sin(12x-4)", "(6x−2)²·sin(12x−4)", "(6*x - 2)**2*sin(12*x - 4)"),
    "gramacy_lee": ("sin(10pi x)/(2x)+(x-1)^4", "sin(10πx)/(2x) + (x−1)⁴", "sin(10*pi*x)/(2*x) + (x - 1)**4"),
    "linreg_mse": (
        "((-2x+y+3.9)^2+(-x+y+2.1)^2+(y-.2)^2+(x+y-1.8)^2+(2x+y-4.1)^2)/5",
        "0.2[(y−2x+3.9)² + (y−x+2.1)² + (y−0.2)² + (y+x−1.8)² + (y+2x−4.1)²]",
        "((-2*x+y-(-3.9))**2 + (-x+y-(-2.1))**2 + (y-0.2)**2 + (x+y-1.8)**2 + (2*x+y-4.1)**2)/5",
    ),
    "logreg_l2": (
        "(log(1+e^(-2x+y))+log(1+e^(-1.5x+y))+log(1+e^(-x+y))+log(1+e^(.5x-y))"
        "+log(1+e^(.5x+y))+log(1+e^(-x-y))+log(1+e^(-1.5x-y))+log(1+e^(-2x-y)))/8+.01(x^2+y^2)",
        "0.125[ln(1+e^(y−2x)) + ln(1+e^(y−1.5x)) + ln(1+e^(y−x)) + ln(1+e^(0.5x−y))"
        " + ln(1+e^(y+0.5x)) + ln(1+e^(−x−y)) + ln(1+e^(−1.5x−y)) + ln(1+e^(−2x−y))] + 0.01x² + 0.01y²",
        "(softplus(y-2*x) + softplus(y-1.5*x) + softplus(y-x) + softplus(0.5*x-y)"
        " + softplus(y+0.5*x) + softplus(-x-y) + softplus(-1.5*x-y) + softplus(-2*x-y))/8 + 0.01*(x**2+y**2)",
    ),
    "tanh_net": (
        "((y tanh x-2tanh 1.5)^2+(y tanh .5x-2tanh .75)^2)/2",
        "0.5(y·tanh(x) − 2tanh(1.5))² + 0.5(y·tanh(0.5x) − 2tanh(0.75))²",
        "((y*tanh(x) - 2*tanh(1.5))**2 + (y*tanh(x*0.5) - 2*tanh(0.75))**2)/2",
    ),
    "relu_neuron": (
        "sum(i,-2,2,(relu(x i+y)-relu(1.5i-.5))^2)/5",
        "0.2·sum(k, −2, 2, (relu(k·x + y) − relu(1.5k − 0.5))²)",
        "sum(i, -2, 2, (max(0, x*i + y) - max(0, 1.5*i - 0.5))**2)/5",
    ),
    "lilipads_local_min": (
        "x^2+1.96y^2-2e^(-((x-1)^2+1.96y^2)/.2)-6e^(-((x+1)^2+1.96y^2)/.2)",
        "x² + (1.4y)² − 2e^(−5((x−1)² + (1.4y)²)) − 6e^(−5((x+1)² + (1.4y)²))",
        "x**2 + (1.4*y)**2 - 2*exp(-((x-1)**2 + (1.4*y)**2)/0.2) - 6*exp(-((x+1)**2 + (1.4*y)**2)/0.2)",
    ),
    "lilipads_hills": (
        "x^2+1.96y^2+2e^(-((x-1)^2+1.96y^2)/.2)+6e^(-((x+1)^2+1.96y^2)/.2)-2e^(-((x-1)^2+(1.4y+1)^2)/.2)",
        "x² + (1.4y)² + 2e^(−5((x−1)²+(1.4y)²)) + 6e^(−5((x+1)²+(1.4y)²)) − 2e^(−5((x−1)²+(1.4y+1)²))",
        "x**2 + (1.4*y)**2 + 2*exp(-((x-1)**2+(1.4*y)**2)/.2) + 6*exp(-((x+1)**2+(1.4*y)**2)/.2)"
        " - 2*exp(-((x-1)**2+(1.4*y+1)**2)/.2)",
    ),
    "sinc_plateau": (
        "-sin(10sqrt(x^2+y^2)+.01)/(10sqrt(x^2+y^2)+.01)+.01(10sqrt(x^2+y^2)+.01)^2",
        "0.01(10√(x²+y²) + 0.01)² − sin(10√(x²+y²) + 0.01)/(10√(x²+y²) + 0.01)",
        "-sin(10*hypot(x,y)+0.01)/(10*hypot(x,y)+0.01) + 0.01*(10*hypot(x,y)+0.01)**2",
    ),
    "levy_d": (
        "sin^2(pi(1+(x-1)/4))+((x-1)/4)^2(1+10sin^2(pi(1+(x-1)/4)+1))+((y-1)/4)^2(1+sin^2(2pi(1+(y-1)/4)))",
        "sin²(π(x+3)/4) + (x−1)²/16·(1 + 10sin²(π(x+3)/4 + 1)) + (y−1)²/16·(1 + sin²(π(y+3)/2))",
        "sin(pi*(1+(x-1)/4))**2 + ((x-1)/4)**2*(1+10*sin(pi*(1+(x-1)/4)+1)**2)"
        " + ((y-1)/4)**2*(1+sin(2*pi*(1+(y-1)/4))**2)",
    ),
    "tilted_double_well": ("x^4-2x^2+.3x", "x⁴ − 2x² + 0.3x", "f(x) = x**4 - 2*x**2 + 0.3*x"),
}  # fmt: skip
"""Three spellings of each; the function of that name in the catalogue has the same values at its default parameters."""
