"""Names of invented people from many places; given and family names of one place go together."""

from random import Random

_PLACES: tuple[tuple[str, str], ...] = (
    (
        "Amelia Oliver Isla Harry Freya Arthur Poppy Edward Hazel Rowan Imogen Callum",
        "Hughes Bennett Ashworth Clarke Whitfield Marsh Fletcher Holloway Sutton Pryce",
    ),
    (
        "Lucía Mateo Sofía Hugo Carmen Iker Alba Diego Nerea Álvaro",
        "Romero Vidal Ibáñez Serrano Navarro Peña Quiroga Castaño",
    ),
    (
        "Giulia Lorenzo Chiara Matteo Elena Davide Francesca Nicolò",
        "Ricci Moretti Galli Ferrara Bianchi Conti Marchetti",
    ),
    (
        "Zoë Lukas Anneke Jonas Friederike Bastian Wiebke Till Jürgen Käthe",
        "Becker Lindner Vogt Schäfer Krüger Baumann Hölzl Weiß",
    ),
    (
        "Camille Théo Manon Rémi Élodie Baptiste Margaux Loïc",
        "Lefèvre Moreau Girard Rousseau Chevalier Dubois Mercier",
    ),
    (
        "Joanna Piotr Zofia Michał Agnieszka Łukasz Kasia Wojciech",
        "Kowalska Nowak Wójcik Zielińska Lewandowska Mazur Dąbrowska",
    ),
    (
        "Astrid Oskar Ingrid Søren Maja Bjørn Sigrid Emil",
        "Nilsson Lindqvist Jensen Haugen Bergström Østergaard Virtanen",
    ),
    (
        "Priya Arjun Ananya Rohan Kavya Dev Meera Ishaan Nisha Vikram",
        "Nair Sharma Iyer Banerjee Kapoor Reddy Desai Menon",
    ),
    (
        "Grace Daniel Ama Kwame Ngozi Tunde Zainab Chidi Abena Femi",
        "Mensah Osei Okafor Adeyemi Boateng Eze Balogun Asante",
    ),
    (
        "Aisha Omar Layla Yusuf Noor Karim Yasmin Samir",
        "Rahman Haddad Khalil Mansour Aziz Farouk Saleh",
    ),
    (
        "Mei Haruto Yuki Jiho Linh Kenji Soo-ah Wei Sakura Minh",
        "Tanaka Nakamura Kim Nguyen Chen Park Sato Lin",
    ),
    (
        "Elif Emre Defne Can Zeynep Kerem Selin Deniz",
        "Demir Yılmaz Kaya Çelik Şahin Arslan Aydın",
    ),
    (
        "Rafaela Thiago Beatriz João Inês Tomás Mariana Caetano",
        "Silva Almeida Carvalho Pereira Sousa Gonçalves Ribeiro",
    ),
    (
        "Maya Leo Nina Sam Eva Max Ida Noah Clara Finn",
        "O’Connor Byrne Gallagher Cohen Levy Murphy Visser",
    ),
)


def names(random: Random, count: int, taken: set[str]) -> list[str]:
    """So many different names, none of those taken."""
    found: list[str] = []
    seen = set(taken)
    while len(found) < count:
        given, family = random.choice(_PLACES)
        name = f"{random.choice(given.split())} {random.choice(family.split())}"
        if name not in seen:
            seen.add(name)
            found.append(name)
    return found


GIVEN = tuple(dict.fromkeys(name for given, _ in _PLACES for name in given.split()))
FAMILIES = tuple(dict.fromkeys(name for _, family in _PLACES for name in family.split()))
"""All names of all places, for studios so large that combinations must serve."""
