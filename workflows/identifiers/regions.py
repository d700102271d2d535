"""The provinces of GB/T 2260 as numbers name them."""

# First two digits of a resident identity number; 81, 82 and 83 are the residence permits
# of Hong Kong, Macao and Taiwan residents (港澳台居民居住证).
RESIDENT_ID_REGIONS = frozenset(
    [
        *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36"),
        *("37", "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62"),
        *("63", "64", "65", "71", "81", "82", "83"),
    ]
)
# One character each (简称), in the order of the codes.
PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
